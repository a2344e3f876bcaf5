-- Adds one batch to a service, once; returns 1 when it was added, 0 when it had been before, and the time zone of the service when its days
-- lie in another one than those of the batch.
-- KEYS: producers, retention, state, series, blocks of the minute, the hour and the day tier, then for each block its buckets and sketches.
-- ARGV: producer, sequence (19 digits), newest bucket (seconds, or ''), time zone (or '' without deltas), then for each block: the letter of
--       its tier, its number, its end (milliseconds), the newest day of what it adds that the day tier does not have (or ''), the number of
--       buckets, their fields, their values, the number of sketches, their fields, their values.
-- What is written expires by the retention that is stored with the service, and never while there is none.
local CHUNK, LISTS = 1000, { m = 5, h = 6, d = 7 }

-- A small hash is a list to Redis, which many fields at once would search again and again. One long value makes it a table for good.
local MANY, LONG_VALUE = 32, string.rep(' ', 128)
local stored = redis.call('HGET', KEYS[1], ARGV[1])
if stored and string.sub(stored, 1, 19) >= ARGV[2] then
  return 0
end
local zone = redis.call('HGET', KEYS[3], 'zone')
if zone and ARGV[4] ~= '' and zone ~= ARGV[4] then
  return zone
end

-- All is worked out before anything is written: a fault leaves nothing behind.
local writes, created, at = {}, {}, 5
local function merge_into(key, count, merge, day_of)
  for first = at, at + count - 1, CHUNK do
    local last = math.min(first + CHUNK, at + count) - 1
    local old = redis.call('HMGET', key, unpack(ARGV, first, last))
    local write, n, missing = { 'HSET', key }, 2, 0
    for i = first, last do
      local value, before = ARGV[i + count], old[i - first + 1]
      if before then
        value = merge(before, value)
      else
        missing = missing + 1
        local day = day_of and day_of(ARGV[i])
        if day then
          created[#created + 1] = { day, string.sub(ARGV[i], 4) }
        end
      end
      write[n + 1], write[n + 2] = ARGV[i], value
      n = n + 2
    end
    if missing > MANY then
      writes[#writes + 1] = { 'HSET', key, '', LONG_VALUE }
      writes[#writes + 1] = write
      writes[#writes + 1] = { 'HDEL', key, '' }
    else
      writes[#writes + 1] = write
    end
  end
  at = at + 2 * count
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local keep = kept_milliseconds(redis.call('GET', KEYS[2]))
local ends = { m = now, h = now, d = now }
for key = 8, #KEYS, 2 do
  local tier, block, finish, newest, count = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]), ARGV[at + 3], tonumber(ARGV[at + 4])
  at = at + 5
  merge_into(KEYS[key], count, merge_buckets, function(field)
    if tier == 'd' then
      return block * 32 + tonumber(string.sub(field, 1, 2))
    end
    return newest ~= '' and newest
  end)
  local sketches = tonumber(ARGV[at])
  at = at + 1
  merge_into(KEYS[key + 1], sketches, merge_sketches)

  ends[tier] = math.max(ends[tier], finish)
  writes[#writes + 1] = { 'ZADD', KEYS[LISTS[tier]], block, block }
  if keep then
    local from = math.max(finish, now)
    writes[#writes + 1] = { 'PEXPIREAT', KEYS[key], string.format('%.0f', from + keep[tier]) }
    if sketches > 0 then
      writes[#writes + 1] = { 'PEXPIREAT', KEYS[key + 1], string.format('%.0f', from + keep['s' .. tier]) }
    end
  end
end

local newest = ARGV[3]
if stored and #stored > 19 and (newest == '' or tonumber(string.sub(stored, 20)) > tonumber(newest)) then
  newest = string.sub(stored, 20)
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. newest)
if not zone and ARGV[4] ~= '' then
  redis.call('HSET', KEYS[3], 'zone', ARGV[4], 'born', time[1] .. '.' .. time[2])
end
for i = 1, #writes do
  redis.call(unpack(writes[i]))
end
for i = 1, #created do
  redis.call('ZADD', KEYS[4], 'GT', created[i][1], created[i][2])
end

-- What lists the blocks outlives them.
if keep then
  local last = math.max(ends.m, ends.h)
  keep_until(KEYS[1], now, last + keep.h)
  last = math.max(last, ends.d)
  for i = 3, 7 do
    keep_until(KEYS[i], now, last + keep.d)
  end
end
return 1
