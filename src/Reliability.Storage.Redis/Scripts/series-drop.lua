-- Removes hashes of whole blocks and returns how many fields they had; none when the retention was declared again meanwhile.
-- KEYS: retention, state, blocks of the tier, then the hashes.
-- ARGV: the retention, then the number of each block, unless the hashes are sketches: then their blocks stay.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
local removed = 0
for i = 4, #KEYS do
  removed = removed + redis.call('HLEN', KEYS[i])
  redis.call('UNLINK', KEYS[i])
  if ARGV[i - 2] then
    redis.call('ZREM', KEYS[3], ARGV[i - 2])
  end
end

-- A fold that has read what is gone now must not write it again.
if removed > 0 then
  redis.call('HINCRBY', KEYS[2], 'trims', 1)
end
return removed
