-- The holder ends the talk and writes the record. ARGV: 4 volunteer, 5 connection, 6 contact,
-- 7 term, 8 outcome. Repeat: as it is. Another holder or term: stale.
-- uses: caller closing
local v, c, refused = caller_and_contact()
if refused then
  return refused
end
local term = tonumber(ARGV[7])
if c.holder == v.id and c.stage == 'wrapUp' and c.term == term + 1 then
  return { 'OK', 0, contact_text(c.id) }
end
if c.holder ~= v.id or c.term ~= term or (c.stage ~= 'active' and c.stage ~= 'connecting') then
  return { 'NO', 'stale' }
end
end_talk(c, ARGV[8])
local text = save_contact(c)
unseen(c)
commit('ended', c.id, v.id, text)
return { 'OK', 0, text }
