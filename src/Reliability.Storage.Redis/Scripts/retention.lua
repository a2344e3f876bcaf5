-- How long Redis keeps the blocks of each tier ('m', 'h', 'd') and their sketches ('sm', 'sh', 'sd') in milliseconds: the retention of the
-- service, stored as six numbers of ticks of 100 ns, and a day; nothing when there is none.
local function kept_milliseconds(stored)
  if not stored then
    return nil
  end
  local kept, names, n = {}, { 'm', 'h', 'd', 'sm', 'sh', 'sd' }, 0
  for ticks in string.gmatch(stored, '%d+') do
    n = n + 1
    kept[names[n] or ''] = math.floor(ticks / 10000) + 86400000
  end
  if n ~= #names then
    error('The retention of a service is damaged.')
  end
  return kept
end

-- Lets a key live until a time (milliseconds), and never shortens its life.
local function keep_until(key, now, time)
  if redis.call('PTTL', key) <= time - now then
    redis.call('PEXPIREAT', key, string.format('%.0f', time))
  end
end

