-- The holder called and did not reach the person: they keep their place and are called again after
-- a pause. After the last try nobody calls any more; unless a page of theirs is open, it is over.
-- ARGV: 4 volunteer, 5 connection, 6 contact, 7 term, 8 noAnswer, someoneElse or wrongNumber.
-- Repeat: as it is. Another term: stale.
-- uses: caller endings offer_any
local v, c, refused = caller_and_contact()
if refused then
  return refused
end
local this = ARGV[7] .. ' ' .. v.id
if c.missed == this then
  return { 'OK', 0, contact_text(c.id) }
end
if c.holder ~= v.id or c.term ~= tonumber(ARGV[7]) or c.stage ~= 'active' then
  return { 'NO', 'stale' }
end
if on_line(c) or not (c.byCall or c.callback) then
  return { 'NO', 'wrong-stage' }
end
c.missed = this
c.calls = (c.calls or 0) + 1
if ARGV[8] == 'wrongNumber' then
  c.calls = math.max(c.calls, policy.callTries) -- strangers are not called twice
end
c.callResult = ARGV[8]
c.callAfter = now + policy.callPause
local over = c.calls >= policy.callTries
if over then
  c.callback, c.callsOver = nil, true
end
withdraw_offers(c)
end_transfer(c)
v.held[c.id] = nil
v.idle = now
if over and c.away then
  end_unreached(c)
else
  requeue(c)
end
save_contact(c)
save_volunteer(v)
commit('missedCall', c.id, v.id, saved[c.id])
return { 'OK', offer_any(), saved[c.id] }
