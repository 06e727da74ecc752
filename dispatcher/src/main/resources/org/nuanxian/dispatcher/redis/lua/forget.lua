-- uses: alarm
-- The present of a closed contact ends; PostgreSQL remembers it.
local function forget(c)
  w('DEL', tag .. 'c:' .. c.id)
  w('SREM', tag .. 'open', c.id)
  if c.won then
    w('DEL', tag .. 'o:' .. c.won)
  end
  for kind in pairs(c.alarms) do
    close_alarm(c, kind)
  end
  for conn, node in pairs(c.conns) do
    w('SREM', tag .. 'node:' .. node, 'c ' .. c.id .. ' ' .. conn)
  end
  w('ZREM', tag .. 'due', 'widen:' .. c.id, 'yield:' .. c.id, 'away:' .. c.id, 'wrap:' .. c.id,
    'silent:' .. c.id)
end
