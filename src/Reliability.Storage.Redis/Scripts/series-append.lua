-- Adds one batch to a service, once; returns 1 when it was added, 0 when it had been before, and the time zone of the service when its days
-- lie in another one than those of the batch.
-- KEYS: producers, retention, state, series, blocks of the minute, the hour and the day tier, then the chunks of the journal that the batch
--       has entries for, then its blocks.
-- ARGV: producer, sequence (19 digits), newest bucket (seconds, or ''), time zone (or '' without deltas), number of journal entries, the
--       entries, then for each block: the letter of its tier, its number, its end (milliseconds), the newest day of what it adds that the
--       day tier does not have (or ''), the number of buckets, their fields, their values.
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
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local keep = kept_milliseconds(redis.call('GET', KEYS[2]))
local ends = { m = now, h = now, d = now }
local entries = tonumber(ARGV[5])
local writes, created, at = {}, {}, 6 + entries
for key = 8 + entries, #KEYS do
  local tier, block, finish, newest, count = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]), ARGV[at + 3], tonumber(ARGV[at + 4])
  at = at + 5
  for first = at, at + count - 1, CHUNK do
    local last = math.min(first + CHUNK, at + count) - 1
    local old = redis.call('HMGET', KEYS[key], unpack(ARGV, first, last))
    local write, n, missing = { 'HSET', KEYS[key] }, 2, 0
    for i = first, last do
      local field, value, before = ARGV[i], ARGV[i + count], old[i - first + 1]
      if before then
        value = merge_buckets(before, value)
      else
        missing = missing + 1
        local day = tier == 'd' and block * 32 + tonumber(string.sub(field, 1, 2)) or newest
        if day ~= '' then
          created[#created + 1] = { day, string.sub(field, 4) }
        end
      end
      write[n + 1], write[n + 2] = field, value
      n = n + 2
    end
    if missing > MANY then
      writes[#writes + 1] = { 'HSET', KEYS[key], '', LONG_VALUE }
      writes[#writes + 1] = write
      writes[#writes + 1] = { 'HDEL', KEYS[key], '' }
    else
      writes[#writes + 1] = write
    end
  end
  at = at + 2 * count

  ends[tier] = math.max(ends[tier], finish)
  writes[#writes + 1] = { 'ZADD', KEYS[LISTS[tier]], block, block }
  if keep then
    writes[#writes + 1] = { 'PEXPIREAT', KEYS[key], string.format('%.0f', math.max(finish, now) + keep[tier]) }
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
for i = 1, entries do
  redis.call('RPUSH', KEYS[7 + i], ARGV[5 + i])
end
for i = 1, #writes do
  redis.call(unpack(writes[i]))
end
for i = 1, #created do
  redis.call('ZADD', KEYS[4], 'GT', created[i][1], created[i][2])
end

-- What lists the blocks, and what is not in them yet, outlives them.
if keep then
  local last = math.max(ends.m, ends.h)
  keep_until(KEYS[1], now, last + keep.h)
  last = math.max(last, ends.d)
  for i = 3, 7 + entries do
    keep_until(KEYS[i], now, last + keep.d)
  end
end
return 1
