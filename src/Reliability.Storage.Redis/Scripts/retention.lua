-- How long Redis keeps the blocks of each tier (milliseconds): the retention of the service, stored as '<minutes> <hours>' in ticks of
-- 100 ns, and a day; nothing when there is none.
local function kept_milliseconds(stored)
  if not stored then
    return nil
  end
  local minutes, hours = string.match(stored, '^(%d+) (%d+)$')
  if not hours then
    error('The retention of a service is damaged.')
  end
  return { minutes = math.floor(minutes / 10000) + 86400000, hours = math.floor(hours / 10000) + 86400000 }
end
