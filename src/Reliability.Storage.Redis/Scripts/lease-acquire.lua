-- Takes leases of a service, in order; returns for each its token and its end, or '' and '' while somebody else holds it.
-- KEYS: leases. ARGV: for each: job, owner, duration (milliseconds).
local now, result = now_microseconds(), {}
for i = 1, #ARGV, 3 do
  local job, owner, token, finish = ARGV[i], ARGV[i + 1], '', ''
  local stored = redis.call('HGET', KEYS[1], job)
  local last = stored and read_lease(stored)
  local is_held = last and last.finish > now
  if not is_held or last.owner == owner then
    token = is_held and last.token or string.format('%.0f', redis.call('HINCRBY', KEYS[1], LAST_TOKEN, 1))
    finish = write_lease(KEYS[1], job, owner, token, now, ARGV[i + 2])
  end
  result[#result + 1] = token
  result[#result + 1] = finish
end
return result
