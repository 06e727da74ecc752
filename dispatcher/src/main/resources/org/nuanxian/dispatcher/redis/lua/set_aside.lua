-- The holder puts a silent contact aside: the slot is free, nobody is rung until its next word.
-- ARGV: 4 volunteer, 5 connection, 6 contact, 7 term. Repeat: as it is. Another term: stale.
-- uses: caller endings offer_any
local v, c, refused = caller_and_contact()
if refused then
  return refused
end
local term = tonumber(ARGV[7])
if c.aside == v.id and c.term == term + 1 then
  return { 'OK', 0, contact_text(c.id) }
end
if c.holder ~= v.id or c.term ~= term or c.stage ~= 'active' then
  return { 'NO', 'stale' }
end
if on_line(c) then
  return { 'NO', 'wrong-stage' }
end
if red(c) then
  return { 'NO', 'red' }
end
if c.callback then
  return { 'NO', 'to-be-called' }
end
withdraw_offers(c)
v.held[c.id] = nil
v.idle = now
c.aside = v.id
release(c)
save_contact(c)
save_volunteer(v)
commit('aside', c.id, v.id, saved[c.id])
return { 'OK', offer_any(), saved[c.id] }
