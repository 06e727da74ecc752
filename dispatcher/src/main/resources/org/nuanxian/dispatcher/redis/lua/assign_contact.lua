-- A supervisor has a waiting contact rung at somebody who is ready. ARGV: 4 who, 5 contact,
-- 6 volunteer. It rings there already: as it is. Nothing changes where they cannot take it; whoever
-- rests is rung for danger only.
-- uses: acting matching
-- later: offer_any
local c = load('c:', ARGV[5])
if not c then
  return { 'NO', 'unknown-contact' }
end
for _, ring_there in pairs(c.offers) do
  if ring_there.v == ARGV[6] then
    return { 'OK', 0, contact_text(c.id) }
  end
end
if not waits(c) then
  return { 'NO', 'stale' }
end
if is_silent(c) then
  return { 'NO', 'wrong-stage' }
end
local v = load_volunteer(ARGV[6])
local room = v and (fits(v, way(c), load_of(v)) or
  (red(c) and fits(v, way(c), load_of(v) - 1) and calm_ring(v)))
if not room or (v.rest and not red(c)) or c.avoid[v.id] == -1 or
    (c.step == 'others' and v.county == c.origin) or
    bit.band(c.needs, bit.bnot(v.can)) ~= 0 then
  return { 'NO', 'nobody-free' }
end
local freed = not wants_offer(c) and withdraw_offers(c)
c.avoid[v.id] = nil -- a human decided to ask again
act_for(c, ARGV[4], 'assign')
happened('assigned', c.id, ARGV[4], cjson.encode({ to = v.id }))
ring(c, v, 'assign')
hint('alarms')
write()
return { 'OK', freed and offer_any() or 0, saved[c.id] }
