-- A lease is a field of its service's hash: token, end (microseconds since 1970), duration (milliseconds) and owner, parted by blanks. It goes
-- when it is released, or when the leases of the service are listed after its end. The field without a name holds the last token that the
-- service gave, for any job, because no token must come back. Time is that of the server.
local LAST_TOKEN = ''

local function now_microseconds()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function read_lease(stored)
  local token, finish, duration, owner = string.match(stored, '^(%d+) (%d+) (%d+) (.+)$')
  if not owner then
    error('A stored lease is damaged.')
  end
  return { token = token, finish = tonumber(finish), duration = duration, owner = owner }
end

-- Writes a lease that ends a duration from now; returns its end.
local function write_lease(key, job, owner, token, now, duration)
  local finish = string.format('%.0f', now + duration * 1000)
  redis.call('HSET', key, job, token .. ' ' .. finish .. ' ' .. duration .. ' ' .. owner)
  return finish
end
