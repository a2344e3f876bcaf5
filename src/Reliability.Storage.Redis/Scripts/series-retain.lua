-- Stores the retention of a service; returns the blocks that its tiers have.
-- KEYS: retention, blocks of the minute tier, blocks of the hour tier. ARGV: the retention.
redis.call('SET', KEYS[1], ARGV[1])
return { redis.call('ZRANGE', KEYS[2], 0, -1), redis.call('ZRANGE', KEYS[3], 0, -1) }
