-- Removes the first slots of a block, a part of it in each call; returns where to go on ('0': done) and how many buckets went. Is done
-- when the retention was declared anew meanwhile.
-- KEYS: retention, blocks of the tier, buckets, sketches. ARGV: the retention, where to go on, the first slot to keep, the number of the block.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return { '0', 0 }
end
local page = redis.call('HSCAN', KEYS[3], ARGV[2], 'COUNT', 1000)
local keep, removed = tonumber(ARGV[3]), 0
for i = 1, #page[2], 2 do
  local field = page[2][i]
  if tonumber(string.sub(field, 1, 2)) < keep then
    removed = removed + redis.call('HDEL', KEYS[3], field)
    redis.call('HDEL', KEYS[4], field)
  end
end
if redis.call('EXISTS', KEYS[3]) == 0 then
  redis.call('ZREM', KEYS[2], ARGV[4])
end
return { page[1], removed }
