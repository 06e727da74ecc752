-- The holder called and the person answered: the talk goes on as any other. ARGV: 4 volunteer,
-- 5 connection, 6 contact, 7 term. Repeat: as it is. Another term: stale.
-- uses: caller alarm
local v, c, refused = caller_and_contact()
if refused then
  return refused
end
if c.holder ~= v.id or c.term ~= tonumber(ARGV[7]) or c.stage ~= 'active' then
  return { 'NO', 'stale' }
end
if on_line(c) then
  return { 'NO', 'wrong-stage' }
end
if c.reached then
  return { 'OK', 0, contact_text(c.id) }
end
c.byCall = true
c.reached = true
watch_away(c)
commit('reachedCall', c.id, v.id, save_contact(c))
return { 'OK', 0, saved[c.id] }
