-- Reads some units from a cursor on. KEYS: units. ARGV: cursor, about how many.
return redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
