-- uses: writing
-- later: close_alarm
-- The present of a closed contact ends; PostgreSQL remembers it. Whatever closed it ended its
-- timers.
local function forget(c)
  w('DEL', tag .. 'c:' .. c.id)
  w('SREM', tag .. 'open', c.id)
  for kind in pairs(c.alarms) do
    close_alarm(c, kind)
  end
  for conn, node in pairs(c.conns) do
    w('SREM', tag .. 'node:' .. node, 'c ' .. c.id .. ' ' .. conn)
  end
end
