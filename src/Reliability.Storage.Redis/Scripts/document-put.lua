-- Stores a version of a document; returns 1, or 0 at a conflict. A document is its ETag, a line end, and its JSON.
-- KEYS: documents, ids. ARGV: id, the ETag that is replaced ('' for none), the new ETag, the JSON.
local stored = redis.call('HGET', KEYS[1], ARGV[1])
local present = stored and string.match(stored, '^[^\n]+') or ''
if present == ARGV[3] then
  return 1
end
if present ~= ARGV[2] then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3] .. '\n' .. ARGV[4])
redis.call('ZADD', KEYS[2], 0, ARGV[1])
return 1
