-- A volunteer says yes. ARGV: 4 volunteer, 5 connection, 6 offer. First accept wins.
-- Repeat while it is still his: as it is.
-- uses: alarm caller offers protection
-- later: offer_any
local v, refused = caller()
if not v then
  return refused
end
local id = v.ringing[ARGV[6]]
local c = id and load('c:', id)
local ring_here = c and c.offers[ARGV[6]]
if not ring_here or ring_here.v ~= v.id or c.stage ~= 'waiting' then
  for held in pairs(v.held) do
    local before = load('c:', held)
    if before and before.won == ARGV[6] and before.holder == v.id then
      return { 'OK', 0, contact_text(held) }
    end
  end
  return { 'NO', 'offer-gone' }
end
local near = { [v.id] = v }
local others = count(c.offers) > 1
withdraw_offers(c, near)
c.won = ARGV[6] -- a repeat finds its answer by it
c.stage = c.medium == 'voice' and 'connecting' or 'active'
c.holder = v.id
c.term = c.term + 1
c.accepted = now
c.front = nil
c.prefer = nil
c.last = nil
w('ZREM', tag .. 'due', 'widen:' .. c.id, 'yield:' .. c.id, 'away:' .. c.id)
v.held[c.id] = c.medium
v.idle = now
count_taken(v)
watch_red(c)
watch_away(c)
local text = save_contact(c)
save_volunteer(v)
unseen(c)
commit('accepted', c.id, v.id, text)
return { 'OK', others and offer_any() or 0, text }
