-- Removes whole blocks and returns how many buckets they had; none when the retention was declared anew meanwhile.
-- KEYS: retention, blocks of the tier, then for each block its buckets and its sketches. ARGV: the retention, then the number of each block.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
local removed = 0
for i = 2, #ARGV do
  removed = removed + redis.call('HLEN', KEYS[2 * i - 1])
  redis.call('UNLINK', KEYS[2 * i - 1], KEYS[2 * i])
  redis.call('ZREM', KEYS[2], ARGV[i])
end
return removed
