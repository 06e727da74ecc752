-- Somebody on the line says that they are in danger, and PostgreSQL cannot be told now: it counts at
-- once, and has the next number. ARGV: 4 contact. Repeat, or in danger already: as it is.
-- uses: telling match_contact
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
if c.medium ~= 'voice' then
  return { 'NO', 'wrong-stage' }
end
if c.danger or c.stage == 'closed' then
  return { 'OK', 0, contact_text(c.id) }
end
local told = { level = c.level, why = c.why, danger = true, rev = c.levelRev + 1,
  origin = c.origin, step = c.step, wants = c.wants, callback = c.callback or '' }
tell(c, told, #ARGV + 1)
w('ZREM', tag .. 'due', 'away:' .. c.id)
watch_red(c)
watch_away(c)
commit('told', c.id, nil, save_contact(c))
return { 'OK', offer(match_contact, c), saved[c.id] }
