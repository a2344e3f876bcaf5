-- Removes the first slots of a block, a part of it in each call; returns where to go on ('0': done) and how many buckets went.
-- KEYS: blocks of the tier, buckets, sketches. ARGV: where to go on, the first slot to keep, the number of the block.
local page = redis.call('HSCAN', KEYS[2], ARGV[1], 'COUNT', 1000)
local keep, removed = tonumber(ARGV[2]), 0
for i = 1, #page[2], 2 do
  local field = page[2][i]
  if tonumber(string.sub(field, 1, 2)) < keep then
    removed = removed + redis.call('HDEL', KEYS[2], field)
    redis.call('HDEL', KEYS[3], field)
  end
end
if redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[1], ARGV[3])
end
return { page[1], removed }
