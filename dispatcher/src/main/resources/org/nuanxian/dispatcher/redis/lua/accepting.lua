-- How an offer is accepted.
-- uses: taking protection
-- later: offer_any
-- The answer of a script by which v accepts this open offer. A transfer frees whoever held the
-- contact.
local function accept(c, v, offer)
  local ring_here = c.offers[offer]
  local transfer = ring_here.purpose == 'transfer'
  local by_call = ring_here.purpose == 'callback' or (transfer and c.byCall) or
    (ring_here.purpose == 'assign' and is_called(c)) or (c.hungUp and true)
  local others = count(c.offers) > 1
  withdraw_offers(c, { [v.id] = v })
  if transfer then
    take_from(c)
  end
  c.won = offer -- a repeat finds its answer by it
  take(c, v, by_call, CONNECT)
  count_taken(v)
  local text = save_contact(c)
  save_volunteer(v)
  unseen(c)
  commit('accepted', c.id, v.id, text)
  return { 'OK', (others or transfer) and offer_any() or 0, text }
end
