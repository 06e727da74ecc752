-- The holder gives the contact to somebody else at once, and is never rung for it again.
-- ARGV: 4 volunteer, 5 connection, 6 contact, 7 term. Repeat: as it is. Another term: stale.
-- uses: caller endings offer_any
local v, c, refused = caller_and_contact()
if refused then
  return refused
end
local term = tonumber(ARGV[7])
if c.holder ~= v.id and c.avoid[v.id] == -1 and c.term > term then
  return { 'OK', 0, contact_text(c.id) }
end
if c.holder ~= v.id or c.term ~= term or (c.stage ~= 'active' and c.stage ~= 'connecting') then
  return { 'NO', 'stale' }
end
c.avoid[v.id] = -1
v.held[c.id] = nil
v.idle = now
release(c)
save_contact(c)
save_volunteer(v)
-- Why is on record nowhere.
commit('released', c.id, v.id, saved[c.id])
return { 'OK', offer_any(), saved[c.id] }
