-- A connection of the help seeker closed. ARGV: 4 id, 5 connection. Unknown connection: as it is.
-- uses: presence
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
if not c.conns[ARGV[5]] then
  return { 'OK', 0, contact_text(c.id) }
end
part(c, ARGV[5])
local text = save_contact(c)
commit('away', c.id, nil, text)
return { 'OK', 0, text }
