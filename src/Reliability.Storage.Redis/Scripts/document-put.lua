-- Stores versions of documents of a service, in order; returns for each 1, or 0 at a conflict. A document is its ETag, a line end, and its JSON.
-- KEYS: documents and ids of each collection.
-- ARGV: for each document: the place of its collection, its id, the ETag that is replaced ('' for none), the new ETag, the JSON.
local outcomes = {}
for i = 1, #ARGV, 5 do
  local documents, ids = KEYS[2 * ARGV[i] - 1], KEYS[2 * ARGV[i]]
  local id, expected, etag = ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local stored = redis.call('HGET', documents, id)
  local present = stored and string.match(stored, '^[^\n]+') or ''
  if present ~= etag and present == expected then
    redis.call('HSET', documents, id, etag .. '\n' .. ARGV[i + 4])
    redis.call('ZADD', ids, 0, id)
    present = etag
  end
  outcomes[#outcomes + 1] = present == etag and 1 or 0
end
return outcomes
