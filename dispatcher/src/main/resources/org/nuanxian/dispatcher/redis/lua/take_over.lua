-- A supervisor goes on with a contact that waits or that somebody holds. ARGV: 4 who, 5 connection,
-- 6 contact, 7 term. Repeat: as it is. Another term: stale.
-- uses: caller acting taking
-- later: offer_any
local TAKEN_MAX = 4 -- more at once nobody can follow
local v, c, refused = caller_and_contact()
if refused then
  return refused
end
if c.holder == v.id and c.term == tonumber(ARGV[7]) + 1 then
  return { 'OK', 0, contact_text(c.id) }
end
if c.term ~= tonumber(ARGV[7]) or c.holder == v.id or c.stage == 'wrapUp' or
    c.stage == 'closed' then
  return { 'NO', 'stale' }
end
if c.avoid[v.id] == -1 or (c.step == 'others' and v.county == c.origin) then
  return { 'NO', 'nobody-free' }
end
if count(v.held) >= TAKEN_MAX then
  return { 'NO', 'over-capacity' }
end
act_for(c, v.id, 'join')
local near = { [v.id] = v }
local freed = withdraw_offers(c, near) or c.holder
if c.holder then
  take_from(c)
end
c.aside = nil
c.won = nil -- nobody's answer counts any more
take(c, v, way(c) == 'voice' and not on_line(c), ring_time(c, v))
c.takenOver = v.id -- beyond what they are ready for
save_contact(c)
save_volunteer(v)
commit('takenOver', c.id, v.id, saved[c.id])
return { 'OK', freed and offer_any() or 0, saved[c.id] }
