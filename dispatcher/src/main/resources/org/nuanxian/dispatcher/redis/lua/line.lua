-- uses: writing
-- The caller is on the line no more, from this term on; the contact is the caller's to save.
local function hang(c, term)
  c.hungUp = term
  for conn, node in pairs(c.conns) do
    w('SREM', tag .. 'node:' .. node, 'c ' .. c.id .. ' ' .. conn)
  end
  c.conns = {}
  c.away = c.away or now
end
