-- The holder ends the talk and writes the record. ARGV: 4 volunteer, 5 connection, 6 contact,
-- 7 term, 8 outcome. Repeat: as it is. Another holder or term: stale.
-- uses: alarm caller offers
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
c.stage = 'wrapUp'
c.outcome = ARGV[8]
c.term = c.term + 1
withdraw_offers(c)
end_transfer(c)
watch_red(c)
watch_away(c)
for kind in pairs(c.alarms) do
  close_alarm(c, kind)
end
w('ZADD', tag .. 'due', now + policy.wrapUp, 'wrap:' .. c.id)
if c.channel ~= 'test' then -- who tries a seat tells nothing of how long others wait
  w('LPUSH', tag .. 'service', now - c.accepted)
  if n % 16 == 0 then
    w('LTRIM', tag .. 'service', 0, 49)
  end
end
local text = save_contact(c)
unseen(c)
commit('ended', c.id, v.id, text)
return { 'OK', 0, text }
