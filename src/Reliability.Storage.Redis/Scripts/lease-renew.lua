-- Moves the ends of leases that are in force to a duration from now, in order, and removes a lease when that is 0; returns for each its end,
-- or ''.
-- KEYS: leases. ARGV: for each: job, owner, token, duration (milliseconds).
local now, result = now_microseconds(), {}
for i = 1, #ARGV, 4 do
  local job, owner, token, finish = ARGV[i], ARGV[i + 1], ARGV[i + 2], ''
  local stored = redis.call('HGET', KEYS[1], job)
  local last = stored and read_lease(stored)
  if last and last.finish > now and last.owner == owner and last.token == token then
    if ARGV[i + 3] == '0' then
      redis.call('HDEL', KEYS[1], job)
      finish = string.format('%.0f', now)
    else
      finish = write_lease(KEYS[1], job, owner, token, now, ARGV[i + 3])
    end
  end
  result[#result + 1] = finish
end
return result
