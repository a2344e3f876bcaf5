-- Adds one batch to a service, once; returns 1 when it was added and 0 when it had been before.
-- KEYS: producers, series, blocks of the minute tier, blocks of the hour tier, retention, then for each block its buckets and sketches.
-- ARGV: producer, sequence (19 digits), newest bucket (seconds, or ''), then for each block: the place of its tier in KEYS, its number,
--       its end (milliseconds), the hour for the list of series, the number of buckets, their fields, their values, the number of
--       sketches, their fields, their values.
-- What is written expires by the retention that is stored with the service, and never while there is none.
local CHUNK = 1000

-- A small hash is a list to Redis, which many fields at once would search again and again. One long value makes it a table for good.
local MANY, LONG_VALUE = 32, string.rep(' ', 128)
local stored = redis.call('HGET', KEYS[1], ARGV[1])
if stored and string.sub(stored, 1, 19) >= ARGV[2] then
  return 0
end

-- All is worked out before anything is written: a fault leaves nothing behind.
local writes, created, at = {}, {}, 4
local function merge_into(key, count, merge, hour)
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
        if hour then
          created[#created + 1] = { hour, string.sub(ARGV[i], 4) }
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
local keep = kept_milliseconds(redis.call('GET', KEYS[5]))
local last = now
for key = 6, #KEYS, 2 do
  local tier, block, finish, hour, count = tonumber(ARGV[at]), ARGV[at + 1], tonumber(ARGV[at + 2]), ARGV[at + 3], tonumber(ARGV[at + 4])
  at = at + 5
  merge_into(KEYS[key], count, merge_buckets, hour)
  local sketches = tonumber(ARGV[at])
  at = at + 1
  merge_into(KEYS[key + 1], sketches, merge_sketches)

  last = math.max(last, finish)
  writes[#writes + 1] = { 'ZADD', KEYS[tier], block, block }
  if keep then
    local expiry = string.format('%.0f', math.max(finish, now) + (tier == 3 and keep.minutes or keep.hours))
    writes[#writes + 1] = { 'PEXPIREAT', KEYS[key], expiry }
    if sketches > 0 then
      writes[#writes + 1] = { 'PEXPIREAT', KEYS[key + 1], expiry }
    end
  end
end

local newest = ARGV[3]
if stored and #stored > 19 and (newest == '' or tonumber(string.sub(stored, 20)) > tonumber(newest)) then
  newest = string.sub(stored, 20)
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. newest)
for i = 1, #writes do
  redis.call(unpack(writes[i]))
end
for i = 1, #created do
  redis.call('ZADD', KEYS[2], 'GT', created[i][1], created[i][2])
end

-- What lists the blocks outlives them: an expiry is never brought forward.
if keep and redis.call('PTTL', KEYS[1]) <= last - now + keep.hours then
  for i = 1, 4 do
    redis.call('PEXPIREAT', KEYS[i], string.format('%.0f', last + keep.hours))
  end
end
return 1
