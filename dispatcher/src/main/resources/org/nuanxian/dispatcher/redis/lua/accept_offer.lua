-- A volunteer says yes. ARGV: 4 volunteer, 5 connection, 6 offer. First accept wins. A transfer
-- frees whoever held the contact. Repeat while it is still his: as it is.
-- uses: caller taking protection
-- later: offer_any
local v, refused = caller()
if not v then
  return refused
end
local id = v.ringing[ARGV[6]]
local c = id and load('c:', id)
local ring_here = c and c.offers[ARGV[6]]
local transfer = ring_here and ring_here.purpose == 'transfer'
if not ring_here or ring_here.v ~= v.id or (c.stage ~= 'waiting' and not transfer) then
  for held in pairs(v.held) do
    local before = load('c:', held)
    if before and before.won == ARGV[6] and before.holder == v.id then
      return { 'OK', 0, contact_text(held) }
    end
  end
  return { 'NO', 'offer-gone' }
end
local near = { [v.id] = v }
local by_call = ring_here.purpose == 'callback' or (transfer and c.byCall) or
  (ring_here.purpose == 'assign' and is_called(c))
local others = count(c.offers) > 1
withdraw_offers(c, near)
if transfer then
  take_from(c)
end
c.won = ARGV[6] -- a repeat finds its answer by it
take(c, v, by_call)
count_taken(v)
local text = save_contact(c)
save_volunteer(v)
unseen(c)
commit('accepted', c.id, v.id, text)
return { 'OK', (others or transfer) and offer_any() or 0, text }
