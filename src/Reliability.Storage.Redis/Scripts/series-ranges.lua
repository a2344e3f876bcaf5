-- Reads many ranges of series of one service, as of one moment: for each part of a range the values of its slots, then, if sketches are
-- asked for, their sketches; at last the entries of the journal for them.
-- KEYS: blocks with their buckets, each followed by that of its sketches; if sketches are asked for, the chunk of the journal.
-- ARGV: 1 for sketches, then for each range its series and the number of its parts; for each part the place of its block, its first and its
--       last slot.
local prefix = {}
for slot = 0, 59 do
  prefix[slot] = string.format('%02d:', slot)
end

local result, sketches, at = {}, ARGV[1] == '1', 2
while at <= #ARGV do
  local series, parts = ARGV[at], tonumber(ARGV[at + 1])
  at = at + 2
  for _ = 1, parts do
    local place, first, last = tonumber(ARGV[at]), tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
    at = at + 3
    local fields = {}
    for slot = first, last do
      fields[slot - first + 1] = prefix[slot] .. series
    end
    result[#result + 1] = redis.call('HMGET', KEYS[place], unpack(fields))
    if sketches then
      result[#result + 1] = redis.call('HMGET', KEYS[place + 1], unpack(fields))
    end
  end
end
if sketches then
  result[#result + 1] = redis.call('LRANGE', KEYS[#KEYS], 0, -1)
end
return result
