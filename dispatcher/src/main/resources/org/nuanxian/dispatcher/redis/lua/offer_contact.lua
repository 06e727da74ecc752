-- uses: match_contact
-- Once a transition is committed: the next offer of this contact, see offer.
local function offer_contact(c)
  return offer(match_contact, c)
end
