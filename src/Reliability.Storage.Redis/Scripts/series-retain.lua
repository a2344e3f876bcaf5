-- Stores the retention of a service; returns its time zone and the blocks that its tiers have.
-- KEYS: retention, state, the blocks of each tier. ARGV: the retention.
redis.call('SET', KEYS[1], ARGV[1])
local found = { redis.call('HGET', KEYS[2], 'zone') or '' }
for i = 3, #KEYS do
  found[i - 1] = redis.call('ZRANGE', KEYS[i], 0, -1)
end
return found
