-- A bucket is packed in 8 bytes (count and good, 32 bits each; no values) or in 40
-- (count and good, 64 bits each, then sum, least and greatest as doubles), big-endian.
-- 64 bits go in two halves, because a number of Lua is a double.
local SHORT, LONG = '>I4I4', '>I4I4I4I4ddd'
local HALF, GREATEST = 4294967296, 1.7976931348623157e308
local pack, unpack_bytes = struct.pack, struct.unpack

local function widen(packed)
  if #packed == 40 then
    return unpack_bytes(LONG, packed)
  end
  local count, good = unpack_bytes(SHORT, packed)
  return 0, count, 0, good, 0, 0, 0
end

local function add_halves(high, low, other_high, other_low)
  low, high = low + other_low, high + other_high
  if low >= HALF then
    low, high = low - HALF, high + 1
  end
  if high >= 2147483648 then
    return 2147483647, 4294967295
  end
  return high, low
end

local function merge_buckets(a, b)
  if #a == 8 and #b == 8 then
    local count, good = unpack_bytes(SHORT, a)
    local more, more_good = unpack_bytes(SHORT, b)
    if count + more < HALF then
      return pack(SHORT, count + more, good + more_good)
    end
  end

  local ch, cl, gh, gl, sum, least, greatest = widen(a)
  local ch2, cl2, gh2, gl2, sum2, least2, greatest2 = widen(b)
  -- At equal zeros 1 / x tells -0 from 0.
  local is_first = ch == 0 and cl == 0
  if is_first or ((ch2 > 0 or cl2 > 0) and (least2 < least or (least2 == least and 1 / least2 < 0))) then
    least = least2
  end
  if is_first or ((ch2 > 0 or cl2 > 0) and (greatest2 > greatest or (greatest2 == greatest and 1 / greatest2 > 0))) then
    greatest = greatest2
  end
  ch, cl = add_halves(ch, cl, ch2, cl2)
  gh, gl = add_halves(gh, gl, gh2, gl2)
  sum = math.max(-GREATEST, math.min(GREATEST, sum + sum2))
  return pack(LONG, ch, cl, gh, gl, sum, least, greatest)
end

