-- Appends events to a stream, once; returns 0 (appended), 1 (duplicate) or 2 (conflict), and the position.
-- KEYS: events, appends. ARGV: id of the append, expected position ('' for any), the events.
local before = redis.call('HGET', KEYS[2], ARGV[1])
if before then
  return { 1, tonumber(before) }
end
local position = redis.call('HLEN', KEYS[1])
if ARGV[2] ~= '' and tonumber(ARGV[2]) ~= position then
  return { 2, position }
end
local write = { 'HSET', KEYS[1] }
for i = 3, #ARGV do
  position = position + 1
  write[#write + 1] = position
  write[#write + 1] = ARGV[i]
end
redis.call(unpack(write))
redis.call('HSET', KEYS[2], ARGV[1], position)
return { 0, position }
