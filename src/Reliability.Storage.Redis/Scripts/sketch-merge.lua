-- Merges two sketches in the format of QuantileSketch.ToBytes and gives the bytes that QuantileSketch.Merge gives.
-- Counts are exact up to 2^53.
local MAX_LENGTH, CHUNK = 2048, 4096

local function read_sketch(text)
  local bytes = {}
  for first = 1, #text, CHUNK do
    local part = { string.byte(text, first, first + CHUNK - 1) }
    if first == 1 then
      bytes = part
    else
      for i = 1, #part do bytes[first + i - 1] = part[i] end
    end
  end
  if bytes[1] ~= 1 then
    error('A stored sketch has format ' .. tostring(bytes[1]) .. '.')
  end

  local at = 3
  local function number()
    local byte = bytes[at]
    at = at + 1
    if byte < 128 then
      return byte
    end
    local value, weight = byte - 128, 128
    repeat
      byte = bytes[at]
      at = at + 1
      value = value + byte % 128 * weight
      weight = weight * 128
    until byte < 128
    return value
  end

  local function side()
    local length, index = number(), 0
    local indexes, counts = {}, {}
    for i = 1, length do
      local step = number()
      index = index + (step % 2 == 0 and step / 2 or -(step + 1) / 2)
      indexes[i], counts[i] = index, number()
    end
    return { indexes = indexes, counts = counts }
  end

  local sketch = { scale = bytes[2], zero = number() }
  sketch.positive, sketch.negative = side(), side()
  return sketch
end

-- The same side with fewer, wider buckets.
local function coarser(side, steps)
  if steps == 0 then
    return side
  end
  local indexes, counts, n, width = {}, {}, 0, 2 ^ steps
  for i = 1, #side.indexes do
    local index = math.floor(side.indexes[i] / width)
    if n > 0 and indexes[n] == index then
      counts[n] = counts[n] + side.counts[i]
    else
      n = n + 1
      indexes[n], counts[n] = index, side.counts[i]
    end
  end
  return { indexes = indexes, counts = counts }
end

local function merge_sides(a, b)
  local indexes, counts, n, i, j = {}, {}, 0, 1, 1
  local ai, ac, bi, bc = a.indexes, a.counts, b.indexes, b.counts
  while ai[i] or bi[j] do
    n = n + 1
    local left, right = ai[i], bi[j]
    if left and (not right or left <= right) then
      indexes[n], counts[n], i = left, ac[i], i + 1
      if left == right then
        counts[n], j = counts[n] + bc[j], j + 1
      end
    else
      indexes[n], counts[n], j = right, bc[j], j + 1
    end
  end
  return { indexes = indexes, counts = counts }
end

local function is_too_wide(side)
  local indexes = side.indexes
  return #indexes > 0 and indexes[#indexes] - indexes[1] >= MAX_LENGTH
end

local function write_sketch(sketch)
  local out, n = { 1, sketch.scale }, 2
  local function number(value)
    while value >= 128 do
      n = n + 1
      out[n] = 128 + value % 128
      value = math.floor(value / 128)
    end
    n = n + 1
    out[n] = value
  end

  local function side(one)
    local previous, indexes, counts = 0, one.indexes, one.counts
    number(#indexes)
    for i = 1, #indexes do
      local step = indexes[i] - previous
      number(step >= 0 and 2 * step or -2 * step - 1)
      number(counts[i])
      previous = indexes[i]
    end
  end

  number(sketch.zero)
  side(sketch.positive)
  side(sketch.negative)
  local parts = {}
  for first = 1, n, CHUNK do
    parts[#parts + 1] = string.char(unpack(out, first, math.min(n, first + CHUNK - 1)))
  end
  return table.concat(parts)
end

local function merge_sketches(left, right)
  local a, b = read_sketch(left), read_sketch(right)
  local scale = math.min(a.scale, b.scale)
  local positive = merge_sides(coarser(a.positive, a.scale - scale), coarser(b.positive, b.scale - scale))
  local negative = merge_sides(coarser(a.negative, a.scale - scale), coarser(b.negative, b.scale - scale))
  while is_too_wide(positive) or is_too_wide(negative) do
    scale, positive, negative = scale - 1, coarser(positive, 1), coarser(negative, 1)
  end
  return write_sketch({ scale = scale, zero = a.zero + b.zero, positive = positive, negative = negative })
end

