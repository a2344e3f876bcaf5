-- Forgets series and producers that are older than the retention, unless that was declared again meanwhile, and producers only when they have
-- not sent anything since they were read.
-- KEYS: retention, series, producers. ARGV: the retention, the oldest day that is kept, then for each producer its name and what was read.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[2])
for i = 3, #ARGV, 2 do
  if redis.call('HGET', KEYS[3], ARGV[i]) == ARGV[i + 1] then
    redis.call('HDEL', KEYS[3], ARGV[i])
  end
end
return 1
