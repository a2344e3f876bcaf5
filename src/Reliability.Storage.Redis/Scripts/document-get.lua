-- Reads documents of a service; returns each, or nothing where there is none. Ends early when it has read enough: the rest is asked for again.
-- KEYS: the documents of each collection. ARGV: how many bytes are enough, then for each document: the place of its collection, its id.
local found, left = {}, tonumber(ARGV[1])
for i = 2, #ARGV, 2 do
  local stored = redis.call('HGET', KEYS[tonumber(ARGV[i])], ARGV[i + 1])
  found[#found + 1] = stored
  left = left - (stored and #stored or 0)
  if left <= 0 then
    break
  end
end
return found
