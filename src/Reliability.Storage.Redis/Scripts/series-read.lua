-- Reads the buckets of one series from some blocks, as of one moment: for each block the values of its slots, then, if sketches are asked
-- for, their sketches; at last the entries of the journal for them. When the tier does not have exactly the expected blocks, returns those it
-- has instead, as text.
-- KEYS: blocks of the tier, the chunk of the journal, then for each block its buckets and its sketches.
-- ARGV: series, block size, first slot of the first block, last slot of the last block, 1 for sketches,
--       the expected blocks, the first and last block there may be.
local present = table.concat(redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[7], ARGV[8]), ' ')
if present ~= ARGV[6] then
  return present
end

local size, fields, result, sketches = tonumber(ARGV[2]), {}, {}, ARGV[5] == '1'
for slot = 0, size - 1 do
  fields[slot + 1] = string.format('%02d:', slot) .. ARGV[1]
end
for key = 3, #KEYS, 2 do
  local first = key == 3 and tonumber(ARGV[3]) or 0
  local last = key == #KEYS - 1 and tonumber(ARGV[4]) or size - 1
  result[#result + 1] = redis.call('HMGET', KEYS[key], unpack(fields, first + 1, last + 1))
  if sketches then
    result[#result + 1] = redis.call('HMGET', KEYS[key + 1], unpack(fields, first + 1, last + 1))
  end
end
if sketches then
  result[#result + 1] = redis.call('LRANGE', KEYS[2], 0, -1)
end
return result
