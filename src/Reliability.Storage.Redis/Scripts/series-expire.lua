-- Lets keys of a service expire by its retention, unless it was declared again meanwhile: then whoever did sees to it.
-- KEYS: retention, then the others. ARGV: the retention, then for each other key which retention it has ('m', 'h', 'd', 'sm', 'sh', 'sd') and
--       the end of what it holds (milliseconds).
local stored = redis.call('GET', KEYS[1])
if stored ~= ARGV[1] then
  return 0
end
local keep, time = kept_milliseconds(stored), redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 2, #KEYS do
  redis.call('PEXPIREAT', KEYS[i], string.format('%.0f', math.max(tonumber(ARGV[2 * i - 1]), now) + keep[ARGV[2 * i - 2]]))
end
return 1
