-- A supervisor opens a waiting contact to the whole city at once. ARGV: 4 who, 5 contact. Open to
-- it already, or kept from its own county by a wish: as it is.
-- uses: matching match_contact
local c = load('c:', ARGV[5])
if not c then
  return { 'NO', 'unknown-contact' }
end
if not waits(c) then
  return { 'NO', 'stale' }
end
if c.step == 'city' or c.step == 'others' then
  return { 'OK', 0, contact_text(c.id) }
end
c.step = 'city'
w('ZREM', tag .. 'due', 'widen:' .. c.id)
commit('widened', c.id, ARGV[4], save_contact(c))
return { 'OK', offer(match_contact, c), saved[c.id] }
