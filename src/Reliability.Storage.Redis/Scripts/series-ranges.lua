-- Reads many ranges of series of one service, as of one moment: for each part of a range the values of its slots, then, if asked for,
-- their sketches.
-- KEYS: blocks with their buckets, each followed by that of its sketches.
-- ARGV: for each range its series, 1 for sketches and the number of its parts; for each part the place of its block, its first and its
--       last slot.
local prefix = {}
for slot = 0, 59 do
  prefix[slot] = string.format('%02d:', slot)
end

local result, at = {}, 1
while at <= #ARGV do
  local series, sketches, parts = ARGV[at], ARGV[at + 1] == '1', tonumber(ARGV[at + 2])
  at = at + 3
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
return result
