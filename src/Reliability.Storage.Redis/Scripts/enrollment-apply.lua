-- Applies one batch to an experiment, once; returns what became of its entries (enrolled, crossed, counted, duplicates, of another
-- variant, of crossed units, then the places of those unexposed), or '' when a later batch was applied before.
-- KEYS: units, what they did, sums, producers.
-- ARGV: producer, sequence (19 digits), then for each entry: kind, unit, variant or '', metric or '', value, second, time (milliseconds).
-- Numbers are kept as text of 17 digits, which comes back to the bit. Names hold no control characters, so these may part them.
local EXPOSURE, FIRST, COVARIATE = '1', '2', '4'
local ENROLLED, CROSSED, COUNTED, DUPLICATE, OTHER_VARIANT, OF_CROSSED, UNEXPOSED = 1, 2, 3, 4, 5, 6, 7
local WIDTH, CHUNK, GREATEST = 7, 2000, 1.7976931348623157e308

local stored = redis.call('HGET', KEYS[4], ARGV[1])
if stored then
  local last = string.sub(stored, 1, 19)
  if last >= ARGV[2] then
    return last == ARGV[2] and string.sub(stored, 20) or ''
  end
end

local format, gmatch = string.format, string.gmatch

-- Sums stay finite, so that no later difference is not a number.
local function finite(value)
  if value > GREATEST then
    return GREATEST
  end
  return value < -GREATEST and -GREATEST or value
end

-- What is known of the units of the batch. There are at most 1,000.
local units, names = {}, {}
for at = 3, #ARGV, WIDTH do
  local name = ARGV[at + 1]
  if not units[name] then
    units[name] = {}
    names[#names + 1] = name
  end
end
local rows, deeds = redis.call('HMGET', KEYS[1], unpack(names)), redis.call('HMGET', KEYS[2], unpack(names))
for i, name in ipairs(names) do
  local unit = units[name]
  if rows[i] then
    local crossed, time, arm = string.match(rows[i], '^([01]) (%S+) (.+)$')
    if not arm then
      return redis.error_reply('ERR the row of a unit is damaged')
    end
    unit.crossed, unit.time, unit.arm = crossed == '1', tonumber(time), arm
  end
  unit.did = {}
  for flags, x, y, metric in gmatch(deeds[i] or '', '(%d) (%S+) (%S+) ([^\n]+)') do
    unit.did[metric] = { first = flags % 2 == 1, covariate = flags >= '2', x = tonumber(x), y = tonumber(y) }
  end
end

-- Sums are read when they are first needed.
local counts, sums = {}, {}
local function count(field, change)
  counts[field] = (counts[field] or tonumber(redis.call('HGET', KEYS[3], field) or 0)) + change
end
local function change_sums(arm, metric, change, x0, y0, x, y)
  local field = 'm:' .. arm .. '\n' .. metric
  local s = sums[field]
  if not s then
    s = {}
    for number in gmatch(redis.call('HGET', KEYS[3], field) or '0 0 0 0 0 0', '%S+') do
      s[#s + 1] = tonumber(number)
    end
    sums[field] = s
  end
  s[1] = s[1] + change
  s[2] = finite(s[2] + (x - x0))
  s[3] = finite(s[3] + (finite(x * x) - finite(x0 * x0)))
  s[4] = finite(s[4] + (y - y0))
  s[5] = finite(s[5] + (finite(y * y) - finite(y0 * y0)))
  s[6] = finite(s[6] + (finite(x * y) - finite(x0 * y0)))
  if s[1] == 0 then
    sums[field] = { 0, 0, 0, 0, 0, 0 } -- nobody is left, and no rounding either
  end
end

local function expose(unit, variant, time)
  if not unit.arm then
    unit.arm, unit.time, unit.moved = variant, time, true
    count('u:' .. variant, 1)
    return ENROLLED
  end
  if unit.arm == variant then
    if time < unit.time then
      unit.time, unit.moved = time, true
    end
    return DUPLICATE
  end
  if unit.crossed then
    return DUPLICATE
  end
  unit.crossed, unit.moved = true, true
  count('u:' .. unit.arm, -1)
  count('crossed', 1)
  for metric, did in pairs(unit.did) do
    change_sums(unit.arm, metric, -1, did.x, did.y, 0, 0)
    unit.acted = true
  end
  unit.did = {}
  return CROSSED
end

local function act(unit, kind, metric, value, second)
  local did = unit.did[metric]
  if did and (kind == FIRST and did.first or kind == COVARIATE and did.covariate) then
    return DUPLICATE
  end
  local change = did and 0 or 1
  did = did or { x = 0, y = 0 }
  local x, y = finite(did.x + value), finite(did.y + second)
  change_sums(unit.arm, metric, change, did.x, did.y, x, y)
  did.x, did.y, did.first, did.covariate = x, y, did.first or kind == FIRST, did.covariate or kind == COVARIATE
  unit.did[metric], unit.acted = did, true
  return COUNTED
end

-- All is worked out before anything is written: a fault leaves nothing behind.
local result, unexposed = { 0, 0, 0, 0, 0, 0 }, {}
for at = 3, #ARGV, WIDTH do
  local kind, unit, variant, time = ARGV[at], units[ARGV[at + 1]], ARGV[at + 2], tonumber(ARGV[at + 6])
  local outcome
  if kind == EXPOSURE then
    outcome = expose(unit, variant, time)
  elseif not unit.arm then
    outcome = UNEXPOSED
  elseif unit.crossed then
    outcome = OF_CROSSED
  elseif variant ~= '' and variant ~= unit.arm then
    outcome = OTHER_VARIANT
  elseif kind ~= COVARIATE and time < unit.time then
    outcome = UNEXPOSED
  else
    outcome = act(unit, kind, ARGV[at + 3], tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5]))
  end
  if outcome == UNEXPOSED then
    unexposed[#unexposed + 1] = (at - 3) / WIDTH
  else
    result[outcome] = result[outcome] + 1
  end
end

-- A small hash is a list to Redis, which many new fields at once would search again and again. One long value makes it a table for good.
local MANY, LONG_VALUE = 32, string.rep(' ', 128)
local writes, open = {}, {}
local function write(key, field, value)
  local command = value and 'HSET' or 'HDEL'
  local one = open[command .. key]
  if not one or #one > CHUNK then
    one = { command, key }
    open[command .. key] = one
    writes[#writes + 1] = one
  end
  one[#one + 1] = field
  if value then
    one[#one + 1] = value
  end
end
for i = 1, #unexposed do
  result[#result + 1] = unexposed[i]
end
result = table.concat(result, ',')
write(KEYS[4], ARGV[1], ARGV[2] .. result)
for _, name in ipairs(names) do
  local unit = units[name]
  if unit.moved then
    write(KEYS[1], name, format('%d %.0f ', unit.crossed and 1 or 0, unit.time) .. unit.arm)
  end
  if unit.acted then
    local did = {}
    for metric, one in pairs(unit.did) do
      local flags = (one.first and 1 or 0) + (one.covariate and 2 or 0)
      did[#did + 1] = format('%d %.17g %.17g ', flags, one.x, one.y) .. metric
    end
    write(KEYS[2], name, #did > 0 and table.concat(did, '\n') or nil)
  end
end
for field, number in pairs(counts) do
  write(KEYS[3], field, format('%.0f', number))
end
for field, s in pairs(sums) do
  write(KEYS[3], field, s[1] ~= 0 and format('%.0f %.17g %.17g %.17g %.17g %.17g', unpack(s)) or nil)
end
for i = 1, #writes do
  local one = writes[i]
  local is_long = one[1] == 'HSET' and #one > 2 * MANY
  if is_long then
    redis.call('HSET', one[2], '', LONG_VALUE)
  end
  redis.call(unpack(one))
  if is_long then
    redis.call('HDEL', one[2], '')
  end
end
return result
