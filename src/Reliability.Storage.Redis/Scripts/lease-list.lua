-- Returns the time (microseconds since 1970), then of each lease of a service that is in force: job, owner, token, end, duration. Removes
-- those that have expired.
-- KEYS: leases.
local now = now_microseconds()
local result, fields = { string.format('%.0f', now) }, redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  local lease = fields[i] ~= LAST_TOKEN and read_lease(fields[i + 1])
  if lease and lease.finish > now then
    local n = #result
    result[n + 1], result[n + 2], result[n + 3] = fields[i], lease.owner, lease.token
    result[n + 4], result[n + 5] = string.format('%.0f', lease.finish), lease.duration
  elseif lease then
    redis.call('HDEL', KEYS[1], fields[i])
  end
end
return result
