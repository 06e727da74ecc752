-- Whoever takes for themselves (自己取) takes the next: what matching would give them if they were
-- rung like anybody else, on which they say yes at once. ARGV: 4 volunteer, 5 connection, 6 name of
-- this taking. What rings there goes first. Nobody waits whom they may take: OK and nobody. Repeat
-- while they hold whom it gave: as it is.
-- uses: caller match_volunteer protection taking
-- later: offer_any
local v, refused = caller()
if not v then
  return refused
end
for held in pairs(v.held) do
  local before = load('c:', held)
  if before and before.won == ARGV[6] and before.holder == v.id then
    return { 'OK', 0, contact_text(held) }
  end
end
if not is_here(v) then
  return { 'NO', 'not-ready' }
end
local c
for _, ringing in pairs(v.ringing) do
  local one = load('c:', ringing)
  if one and one.stage == 'waiting' and
      (not c or sooner(score(one), one.id, c, score(c))) then
    c = one
  end
end
c = c or match_volunteer(v, true)
if not c then
  return { 'OK', 0, '' }
end
if lacks(c, v.can) > 0 and not c.alarms.uncleared then
  open_alarm(c, 'uncleared')
end
local others = next(c.offers) ~= nil
withdraw_offers(c, { [v.id] = v })
c.won = ARGV[6] -- a repeat finds its answer by it
take(c, v, way(c) == 'voice' and not on_line(c), ring_time(c, v))
count_taken(v)
local text = save_contact(c)
save_volunteer(v)
unseen(c)
commit('accepted', c.id, v.id, text)
return { 'OK', others and offer_any() or 0, text }
