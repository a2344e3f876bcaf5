-- Removes the first slots of a hash of a block, a part of it in each call; returns where to go on ('0': done) and how many fields went. Is
-- done when the retention was declared again meanwhile.
-- KEYS: retention, state, blocks of the tier, the hash.
-- ARGV: the retention, where to go on, the first slot to keep, the number of the block, unless the hash has sketches: then its block stays.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return { '0', 0 }
end
local page = redis.call('HSCAN', KEYS[4], ARGV[2], 'COUNT', 1000)
local keep, removed = tonumber(ARGV[3]), 0
for i = 1, #page[2], 2 do
  local field = page[2][i]
  if tonumber(string.sub(field, 1, 2)) < keep then
    removed = removed + redis.call('HDEL', KEYS[4], field)
  end
end
if ARGV[4] and redis.call('EXISTS', KEYS[4]) == 0 then
  redis.call('ZREM', KEYS[3], ARGV[4])
end

-- A fold that has read what is gone now must not write it again.
if removed > 0 then
  redis.call('HINCRBY', KEYS[2], 'trims', 1)
end
return { page[1], removed }
