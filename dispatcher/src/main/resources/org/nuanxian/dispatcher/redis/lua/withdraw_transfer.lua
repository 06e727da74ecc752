-- The holder goes on after all, or has read how the transfer ended. ARGV: 4 volunteer,
-- 5 connection, 6 contact, 7 name of the transfer. Another one, or none: as it is.
-- uses: caller offers
-- later: offer_any
local v, refused = caller()
if not v then
  return refused
end
local c = load('c:', ARGV[6])
if not c or c.holder ~= v.id then
  return { 'NO', 'not-holder' }
end
if not c.transfer or c.transfer.id ~= ARGV[7] then
  return { 'OK', 0, contact_text(c.id) }
end
local rang = withdraw_offers(c)
end_transfer(c)
commit('handingOver', c.id, v.id, save_contact(c))
return { 'OK', rang and offer_any() or 0, saved[c.id] }
