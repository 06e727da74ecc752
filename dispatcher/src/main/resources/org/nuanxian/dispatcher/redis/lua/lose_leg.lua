-- The holder's leg is gone, and the caller is not: back to the front, whoever lost it first.
-- ARGV: 4 contact, 5 term. Repeat: as it is. Another term: stale.
-- uses: endings offer_any
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
local term = tonumber(ARGV[5])
if c.legLost == term then
  return { 'OK', 0, contact_text(c.id) }
end
if not on_line(c) or c.term ~= term or (c.stage ~= 'active' and c.stage ~= 'connecting') then
  return { 'NO', 'stale' }
end
local v = load('v:', c.holder)
v.held[c.id] = nil
v.idle = now
c.legLost = term
c.prefer = v.id
release(c)
save_contact(c)
save_volunteer(v)
commit('legLost', c.id, v.id, saved[c.id])
return { 'OK', offer_any(), saved[c.id] }
