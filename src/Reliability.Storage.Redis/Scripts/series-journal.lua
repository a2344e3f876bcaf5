-- Reads the first entries of a chunk of the journal: returns the state in which they can be folded, and the entries, some thousand at most and
-- half a megabyte unless the first one is longer.
-- KEYS: journal, state. ARGV: the chunk.
local PAGE, ENTRIES, BYTES = 100, 5000, 524288
local result, bytes = { fold_state(KEYS[2], ARGV[1]) }, 0
repeat
  local page = redis.call('LRANGE', KEYS[1], #result - 1, #result - 2 + PAGE)
  for i = 1, #page do
    bytes = bytes + #page[i]
    if #result > 1 and bytes > BYTES then
      return result
    end
    result[#result + 1] = page[i]
  end
until #page == 0 or #result > ENTRIES
return result
