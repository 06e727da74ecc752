-- uses: match_any
-- Once a transition is committed: the next offer to whoever waits, see offer.
local function offer_any()
  return offer(match_any)
end
