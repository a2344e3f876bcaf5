-- Returns the sums and the producers of an experiment, at one point in time.
-- KEYS: sums, producers.
return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]) }
