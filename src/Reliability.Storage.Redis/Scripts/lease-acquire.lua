-- Takes a lease; returns its token and its end (microseconds since 1970), or nothing while somebody else holds it.
-- The token outlives the lease, so that the next one is greater.
-- KEYS: lease. ARGV: owner, duration (milliseconds).
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = redis.call('HMGET', KEYS[1], 'owner', 'token', 'end')
local token = tonumber(last[2] or '0')
if last[3] and tonumber(last[3]) > now then
  if last[1] ~= ARGV[1] then
    return {}
  end
else
  token = token + 1
end
local finish = string.format('%.0f', now + ARGV[2] * 1000)
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'token', string.format('%.0f', token), 'end', finish, 'duration', ARGV[2])
return { string.format('%.0f', token), finish }
