-- Reads events of streams of a service; returns for each stream the last position that is read in the end, then the events. Reads none of a
-- stream, or not all, when it has read enough: the rest is asked for again.
-- KEYS: the events of each stream. ARGV: how many bytes are enough, then for each stream: the position to read after, the last to read.
local result, left = {}, tonumber(ARGV[1])
for i = 1, #KEYS do
  local at, last = tonumber(ARGV[2 * i]), math.min(tonumber(ARGV[2 * i + 1]), redis.call('HLEN', KEYS[i]))
  local events = { last }
  while at < last and left > 0 do
    at = at + 1
    local event = redis.call('HGET', KEYS[i], string.format('%.0f', at))
    events[#events + 1] = event
    left = left - #event - 64
  end
  result[i] = events
end
return result
