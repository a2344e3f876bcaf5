-- Stages a page of an import of an experiment if the import is where the page begins, and shows the experiment with the last page.
-- Returns an outcome and where the import is: 1 staged, 2 imported, 3 the experiment has data, 4 not as many units as the source counted.
-- KEYS: units, what they did, sums, producers; then the same four of the staged experiment, and the progress of the import.
-- ARGV: import, position before the page, position after it ('' is the beginning), the number of units that the source counted or '' if
-- more pages follow, the number of units of the page, the number of sums; then for each unit: unit, row, what it did or ''; for each sum
-- and then for each producer: field, value.
local STAGED, IMPORTED, PRESENT, INCOMPLETE = 1, 2, 3, 4
local CHUNK, UNIT_WIDTH = 2000, 3

local function unstage()
  redis.call('UNLINK', KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9])
end

local progress = redis.call('HMGET', KEYS[9], 'import', 'position', 'done')
if redis.call('EXISTS', KEYS[1], KEYS[2], KEYS[3], KEYS[4]) > 0 then
  if progress[3] and progress[1] == ARGV[1] then
    return { IMPORTED, '' }
  end
  if not progress[3] then
    unstage()
  end
  return { PRESENT, '' }
end

if progress[1] ~= ARGV[1] or progress[3] then
  unstage()
  redis.call('HSET', KEYS[9], 'import', ARGV[1], 'position', '')
  progress[2] = ''
end
if progress[2] ~= ARGV[2] then
  return { STAGED, progress[2] }
end

-- Fields are written many at once. Those that are there already have the same values: the source did not change.
local open = {}
local function flush(key)
  if open[key] and #open[key] > 2 then
    redis.call(unpack(open[key]))
  end
  open[key] = { 'HSET', key }
end
local function write(key, field, value)
  if not open[key] or #open[key] > CHUNK then
    flush(key)
  end
  local one = open[key]
  one[#one + 1] = field
  one[#one + 1] = value
end

local first_sum = 7 + UNIT_WIDTH * tonumber(ARGV[5])
local first_producer = first_sum + 2 * tonumber(ARGV[6])
for at = 7, first_sum - 1, UNIT_WIDTH do
  write(KEYS[5], ARGV[at], ARGV[at + 1])
  if ARGV[at + 2] ~= '' then
    write(KEYS[6], ARGV[at], ARGV[at + 2])
  end
end
for at = first_sum, #ARGV, 2 do
  write(at < first_producer and KEYS[7] or KEYS[8], ARGV[at], ARGV[at + 1])
end
for i = 5, 8 do
  flush(KEYS[i])
end

if ARGV[4] == '' then
  redis.call('HSET', KEYS[9], 'position', ARGV[3])
  return { STAGED, ARGV[3] }
end
if redis.call('HLEN', KEYS[5]) ~= tonumber(ARGV[4]) then
  unstage()
  return { INCOMPLETE, '' }
end
for i = 1, 4 do
  if redis.call('EXISTS', KEYS[4 + i]) == 1 then
    redis.call('RENAME', KEYS[4 + i], KEYS[i])
  end
end
redis.call('HSET', KEYS[9], 'done', '1')
return { IMPORTED, '' }
