-- Forgets producers that have not sent anything since they were read.
-- KEYS: producers. ARGV: for each its name and what was read.
for i = 1, #ARGV, 2 do
  if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then
    redis.call('HDEL', KEYS[1], ARGV[i])
  end
end
return 1
