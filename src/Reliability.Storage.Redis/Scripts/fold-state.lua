-- The state in which a chunk of the journal can be folded: it changes with every fold of the chunk, with every trim of sketches, and when a
-- server lost its data.
local function fold_state(key, chunk)
  local found = redis.call('HMGET', key, 'born', chunk, 'trims')
  return (found[1] or '') .. ' ' .. (found[2] or 0) .. ' ' .. (found[3] or 0)
end

