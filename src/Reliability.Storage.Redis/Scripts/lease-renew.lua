-- Moves the end of a lease that is in force to a duration from now, to now when that is 0; returns the end, or nothing.
-- KEYS: lease. ARGV: owner, token, duration (milliseconds).
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = redis.call('HMGET', KEYS[1], 'owner', 'token', 'end')
if last[1] ~= ARGV[1] or last[2] ~= ARGV[2] or tonumber(last[3]) <= now then
  return {}
end
local finish = string.format('%.0f', now + ARGV[3] * 1000)
redis.call('HSET', KEYS[1], 'end', finish, 'duration', ARGV[3])
return { finish }
