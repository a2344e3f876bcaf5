-- Deletes a version of a document; returns 1, or 0 at a conflict, or -1 when there is none.
-- KEYS: documents, ids. ARGV: id, the expected ETag.
local stored = redis.call('HGET', KEYS[1], ARGV[1])
if not stored then
  return -1
end
if string.match(stored, '^[^\n]+') ~= ARGV[2] then
  return 0
end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1
