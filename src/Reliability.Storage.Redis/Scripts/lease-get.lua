-- Returns owner, token, end (microseconds since 1970) and duration (milliseconds) of a lease that is in force, or nothing.
-- KEYS: lease.
local time = redis.call('TIME')
local last = redis.call('HMGET', KEYS[1], 'owner', 'token', 'end', 'duration')
if not last[3] or tonumber(last[3]) <= time[1] * 1000000 + time[2] then
  return {}
end
return last
