-- A connection of the help seeker opened. ARGV: 4 id, 5 connection, 6 node. Repeat: as it is.
-- Somebody on the line is offered from then on; nobody comes back to a call that was hung up.
-- uses: presence
-- later: offer_contact
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
if c.hungUp then
  return { 'OK', 0, contact_text(c.id) }
end
local member = 'c ' .. c.id .. ' ' .. ARGV[5]
if c.conns[ARGV[5]] == ARGV[6] and
    call('SISMEMBER', tag .. 'node:' .. ARGV[6], member) == 1 then
  return { 'OK', 0, contact_text(c.id) }
end
c.conns[ARGV[5]] = ARGV[6]
c.away = nil
w('SADD', tag .. 'node:' .. ARGV[6], member)
w('ZREM', tag .. 'live', 'clost:' .. c.id .. ' ' .. ARGV[5])
vouch(ARGV[6])
w('ZREM', tag .. 'due', 'away:' .. c.id)
watch_away(c)
local text = save_contact(c)
commit('here', c.id, nil, text)
if c.lane and c.medium == 'voice' then
  return { 'OK', offer_contact(c), saved[c.id] }
end
return { 'OK', 0, text }
