-- Both legs are in the bridge. ARGV: 4 contact, 5 term in which it is connecting. Repeat: as it is.
-- Another term: stale.
-- uses: contact
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
local term = tonumber(ARGV[5])
if c.stage == 'active' and c.term == term + 1 and on_line(c) then
  return { 'OK', 0, contact_text(c.id) }
end
if c.stage ~= 'connecting' or c.term ~= term then
  return { 'NO', 'stale' }
end
c.stage = 'active'
c.term = term + 1
local text = save_contact(c)
commit('connected', c.id, c.holder, text)
return { 'OK', 0, text }
