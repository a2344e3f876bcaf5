-- Tells what of a service is older than its retention, by the clock of the server: the retention, then for each tier the number of the
-- oldest bucket that is kept and the blocks up to that; nothing when no retention was declared.
-- KEYS: retention, blocks of the minute tier, blocks of the hour tier.
local stored = redis.call('GET', KEYS[1])
if not stored then
  return {}
end
local minutes, hours = string.match(stored, '^(%d+) (%d+)$')
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

-- Nothing ends before year 1, so a retention longer than time itself is the same as that.
local FIRST = -62135596800000000
local function oldest_kept(ticks, seconds)
  return math.floor(math.max(now - ticks / 10, FIRST) / (seconds * 1000000))
end

local minute, hour = oldest_kept(minutes, 60), oldest_kept(hours, 3600)
return {
  stored,
  string.format('%.0f', minute), redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', math.floor(minute / 60)),
  string.format('%.0f', hour), redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', math.floor(hour / 24)),
}
