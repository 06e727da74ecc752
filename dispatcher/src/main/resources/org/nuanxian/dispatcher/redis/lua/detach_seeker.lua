-- A connection of the help seeker closed. ARGV: 4 id, 5 connection. Unknown connection: as it is.
-- uses: presence
-- later: offer_any
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
if not c.conns[ARGV[5]] then
  return { 'OK', 0, contact_text(c.id) }
end
local rang = next(c.offers)
part(c, ARGV[5])
local text = save_contact(c)
commit('away', c.id, nil, text)
return { 'OK', rang and not next(c.offers) and offer_any() or 0, text }
