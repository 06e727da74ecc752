-- The next word of a contact that was set aside: it is at the head again, the same volunteer first.
-- ARGV: 4 contact. Repeat, or not aside: as it is.
-- uses: alarm match_contact
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
if not c.aside then
  return { 'OK', 0, contact_text(c.id) }
end
wake(c)
watch_red(c)
commit('woken', c.id, nil, save_contact(c))
return { 'OK', offer(match_contact, c), saved[c.id] }
