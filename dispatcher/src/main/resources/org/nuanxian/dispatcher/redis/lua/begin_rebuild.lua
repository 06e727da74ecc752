-- Replaces the era first, so that every other script stops. Stands without the prelude.
-- A node never has two attempts at once, so its own unfinished one is begun anew.
--   KEYS[1] {city}:head; ARGV 1 the era the caller knew, 2 the new era, 3 node, 4 '' or test now,
--   5 lease ms. Answers LEAD: the caller rebuilds; WAIT: somebody else does; ERA e: it is done.
local tag = string.sub(KEYS[1], 1, -5)
local era = redis.call('HGET', KEYS[1], 'era') or ''
local now
if ARGV[4] == '' then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  now = tonumber(ARGV[4])
end
local running = string.sub(era, 1, 2) == 'R:'
if running then
  local till = tonumber(redis.call('HGET', tag .. 'rebuild', 'until') or '0')
  -- A clock that was set back must not make a dead leader's lease endless.
  local mine = redis.call('HGET', tag .. 'rebuild', 'node') == ARGV[3]
  if not mine and till > now and till - now <= tonumber(ARGV[5]) then
    return { 'WAIT', era }
  end
elseif era ~= '' and era ~= ARGV[1] then
  return { 'ERA', era }
end
redis.call('HSET', KEYS[1], 'era', 'R:' .. ARGV[2])
redis.call('HSET', tag .. 'rebuild', 'node', ARGV[3], 'until', now + tonumber(ARGV[5]))
return { 'LEAD', 'R:' .. ARGV[2] }
