-- Tells what a trim has to know: the retention of a service, its time zone, the time of the server (microseconds) and the blocks of each
-- tier; nothing when no retention was declared.
-- KEYS: retention, state, the blocks of each tier.
local stored = redis.call('GET', KEYS[1])
if not stored then
  return {}
end
local time = redis.call('TIME')
local found = { stored, redis.call('HGET', KEYS[2], 'zone') or '', string.format('%.0f', time[1] * 1000000 + time[2]) }
for i = 3, #KEYS do
  found[i + 1] = redis.call('ZRANGE', KEYS[i], 0, -1)
end
return found
