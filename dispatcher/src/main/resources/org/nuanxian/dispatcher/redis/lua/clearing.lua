-- What a volunteer is cleared for, when that changes.
-- uses: match_volunteer
-- later: offer_any
-- Whether an offer that rings there would not be made any more. Whoever was named (assigned, or
-- asked to go on) only has to answer for what the contact insists on.
local function is_no_longer_cleared(c, ring_there, can)
  if bit.band(c.needs, bit.bnot(can)) ~= 0 then
    return true
  elseif ring_there.purpose == 'assign' or ring_there.purpose == 'transfer' then
    return false
  end
  local night = is_night(now) and bit.band(ring_there.can, NIGHTS) ~= 0 and
    bit.band(can, NIGHTS) == 0
  return night or lacks(c, can) > lacks(c, ring_there.can)
end

-- From now on; what they hold stays. The volunteer is the caller's to save. Answers whether offers
-- were withdrawn, for which somebody is to be found anew.
local function clear_for(v, can)
  if v.can == can then
    return false
  end
  v.can = can
  local ringing, near, freed = {}, { [v.id] = v }, false
  for offer, contact in pairs(v.ringing) do
    ringing[#ringing + 1] = { offer, contact }
  end
  for _, pair in ipairs(ringing) do
    local c = load('c:', pair[2])
    local ring_there = c and c.offers[pair[1]]
    if ring_there then
      if is_no_longer_cleared(c, ring_there, can) then
        withdraw_offer(c, pair[1], near)
        watch_red(c)
        freed = true
      else
        ring_there.can = can
      end
      save_contact(c)
    end
  end
  return freed
end

-- The end of a script that may have changed it: saves and matches. Answers {OK, 1 if more is to be
-- matched, ''}.
local function cleared(v, can, event)
  local freed = clear_for(v, can)
  happened(event, nil, v.id)
  local again = 0
  if freed then
    save_volunteer(v)
  else
    again = select(2, ring_next(v))
  end
  write()
  return { 'OK', freed and offer_any() or again, '' }
end
