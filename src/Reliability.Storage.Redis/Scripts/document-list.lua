-- Reads a page of a collection: each id and then its document.
-- KEYS: documents, ids. ARGV: where to begin, in the notation of ZRANGEBYLEX, and how many.
local page = {}
for _, id in ipairs(redis.call('ZRANGEBYLEX', KEYS[2], ARGV[1], '+', 'LIMIT', 0, ARGV[2])) do
  page[#page + 1] = id
  page[#page + 1] = redis.call('HGET', KEYS[1], id)
end
return page
