-- Stores the sums of stored sketches and journal entries, and removes exactly these entries. Returns 1, or 0 without any change when the
-- chunk is not as it was read: another fold took its entries, sketches were trimmed, or a server lost data.
-- KEYS: journal, state, retention, then the sketches of each block.
-- ARGV: the chunk, the state that was read, the number of entries, the last of them, then for each block: the letter of its tier, its end
--       (milliseconds), the number of sketches, and their fields and values in turn.
local CHUNK = 2000
if fold_state(KEYS[2], ARGV[1]) ~= ARGV[2] or redis.call('LINDEX', KEYS[1], ARGV[3] - 1) ~= ARGV[4] then
  return 0
end

local keep, time = kept_milliseconds(redis.call('GET', KEYS[3])), redis.call('TIME')
local now, at = time[1] * 1000 + math.floor(time[2] / 1000), 5
for key = 4, #KEYS do
  local tier, finish, stop = ARGV[at], tonumber(ARGV[at + 1]), at + 3 + 2 * ARGV[at + 2]
  for first = at + 3, stop - 1, CHUNK do
    redis.call('HSET', KEYS[key], unpack(ARGV, first, math.min(first + CHUNK, stop) - 1))
  end
  at = stop
  if keep then
    redis.call('PEXPIREAT', KEYS[key], string.format('%.0f', math.max(finish, now) + keep['s' .. tier]))
  end
end

-- Entries that were added meanwhile stay: the list is cut, and never removed.
redis.call('LTRIM', KEYS[1], ARGV[3], -1)
redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
return 1
