-- Removes whole blocks and returns how many buckets they had.
-- KEYS: blocks of the tier, then for each block its buckets and its sketches. ARGV: the number of each block.
local removed = 0
for i = 1, #ARGV do
  removed = removed + redis.call('HLEN', KEYS[2 * i])
  redis.call('UNLINK', KEYS[2 * i], KEYS[2 * i + 1])
  redis.call('ZREM', KEYS[1], ARGV[i])
end
return removed
