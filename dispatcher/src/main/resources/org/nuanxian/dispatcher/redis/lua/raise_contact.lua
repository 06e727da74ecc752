-- Level or danger changed. ARGV: 4 id, 5 level, 6 danger, 7 levelRev. Repeat or older: as it is.
-- uses: alarm match_contact
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
if tonumber(ARGV[7]) <= c.levelRev then
  return { 'OK', 0, contact_text(c.id) }
end
c.level = ARGV[5]
c.danger = ARGV[6] == '1'
c.levelRev = tonumber(ARGV[7])
if red(c) then
  wake(c)
  c.needs = 0
  if c.step == 'own' then
    c.step = 'city'
  end
  w('ZREM', tag .. 'due', 'away:' .. c.id)
elseif c.away and c.stage == 'waiting' then
  w('ZADD', tag .. 'due', now + policy.awayMax, 'away:' .. c.id)
end
watch_red(c)
watch_away(c)
commit('raised', c.id, nil, save_contact(c))
return { 'OK', guarded(match_contact, c), saved[c.id] }
