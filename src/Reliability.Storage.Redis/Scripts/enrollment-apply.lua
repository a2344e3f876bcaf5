-- Applies the entries of a batch in order, once; returns "sequence,enrolled,crossed,counted,duplicates,other variant,of crossed,places of the unexposed",
-- or '' when a later batch was applied before.
-- KEYS: units, values, sums, producers. ARGV: producer, sequence, then for each entry: kind, unit, variant, metric, value, second, time in milliseconds.
local function number(value)
  return string.format('%.17g', value)
end
local last = redis.call('HGET', KEYS[4], ARGV[1])
if last then
  local sequence = string.match(last, '^%d+')
  if sequence == ARGV[2] then
    return last
  end
  if #sequence > #ARGV[2] or (#sequence == #ARGV[2] and sequence > ARGV[2]) then
    return ''
  end
end

-- The sums are few: they are read at once, changed in memory and written back at the end.
local sums = {}
local metrics = {}
local flat = redis.call('HGETALL', KEYS[3])
for i = 1, #flat, 2 do
  local field = flat[i]
  if string.sub(field, 1, 1) == 'm' then
    local row = {}
    for part in string.gmatch(flat[i + 1], '%S+') do
      row[#row + 1] = tonumber(part)
    end
    sums[field] = row
    local variant, metric = string.match(field, '^m\n([^\n]*)\n(.*)$')
    metrics[variant] = metrics[variant] or {}
    metrics[variant][metric] = true
  else
    sums[field] = { tonumber(flat[i + 1]) }
  end
end
local changed = {}
local function count(field, step)
  sums[field] = sums[field] or { 0 }
  sums[field][1] = sums[field][1] + step
  changed[field] = true
end
local function add(variant, metric, x, y, sign)
  local field = 'm\n' .. variant .. '\n' .. metric
  local row = sums[field]
  if not row then
    row = { 0, 0, 0, 0, 0, 0 }
    sums[field] = row
    metrics[variant] = metrics[variant] or {}
    metrics[variant][metric] = true
  end
  row[1] = row[1] + sign
  row[2] = row[2] + sign * x
  row[3] = row[3] + sign * (x * x)
  row[4] = row[4] + sign * y
  row[5] = row[5] + sign * (y * y)
  row[6] = row[6] + sign * (x * y)
  changed[field] = true
end
local function values(unit, metric)
  local stored = redis.call('HGET', KEYS[2], unit .. '\n' .. metric)
  if not stored then
    return nil
  end
  local x, y, first, covariate = string.match(stored, '^(%S+) (%S+) (%d) (%d)$')
  return tonumber(x), tonumber(y), first, covariate
end

local enrolled, crossed, counted, duplicates, other, ofcrossed = 0, 0, 0, 0, 0, 0
local unexposed = {}
for i = 3, #ARGV, 7 do
  local kind, unit, variant, metric = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local time = tonumber(ARGV[i + 6])
  local stored = redis.call('HGET', KEYS[1], unit)
  local seen, state, own
  if stored then
    seen, state, own = string.match(stored, '^(%-?%d+) (%d) (.*)$')
  end
  if kind == '0' then
    if not stored then
      redis.call('HSET', KEYS[1], unit, ARGV[i + 6] .. ' 0 ' .. variant)
      count('u\n' .. variant, 1)
      enrolled = enrolled + 1
    elseif own == variant then
      if time < tonumber(seen) then
        redis.call('HSET', KEYS[1], unit, ARGV[i + 6] .. ' ' .. state .. ' ' .. own)
      end
      duplicates = duplicates + 1
    elseif state == '1' then
      duplicates = duplicates + 1
    else
      redis.call('HSET', KEYS[1], unit, seen .. ' 1 ' .. own)
      count('u\n' .. own, -1)
      count('c', 1)
      for name, _ in pairs(metrics[own] or {}) do
        local x, y = values(unit, name)
        if x then
          add(own, name, x, y, -1)
          redis.call('HDEL', KEYS[2], unit .. '\n' .. name)
        end
      end
      crossed = crossed + 1
    end
  elseif not stored then
    unexposed[#unexposed + 1] = (i - 3) / 7
  elseif state == '1' then
    ofcrossed = ofcrossed + 1
  elseif variant ~= '' and variant ~= own then
    other = other + 1
  elseif kind ~= '3' and time < tonumber(seen) then
    unexposed[#unexposed + 1] = (i - 3) / 7
  else
    local x, y, first, covariate = values(unit, metric)
    if (kind == '1' and first == '1') or (kind == '3' and covariate == '1') then
      duplicates = duplicates + 1
    else
      if x then
        add(own, metric, x, y, -1)
      end
      x = (x or 0) + tonumber(ARGV[i + 4])
      y = (y or 0) + tonumber(ARGV[i + 5])
      first = kind == '1' and '1' or first or '0'
      covariate = kind == '3' and '1' or covariate or '0'
      add(own, metric, x, y, 1)
      redis.call('HSET', KEYS[2], unit .. '\n' .. metric, number(x) .. ' ' .. number(y) .. ' ' .. first .. ' ' .. covariate)
      counted = counted + 1
    end
  end
end

for field, _ in pairs(changed) do
  local text = {}
  for i, value in ipairs(sums[field]) do
    text[i] = number(value)
  end
  redis.call('HSET', KEYS[3], field, table.concat(text, ' '))
end
local result = { ARGV[2], enrolled, crossed, counted, duplicates, other, ofcrossed }
for _, place in ipairs(unexposed) do
  result[#result + 1] = place
end
local answer = table.concat(result, ',')
redis.call('HSET', KEYS[4], ARGV[1], answer)
return answer
