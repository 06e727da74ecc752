-- uses: matching
-- Nobody is free for somebody in danger: whoever could take them if a calm one did not ring there,
-- in the order of goes_before, and whether they rest.
local function match_ringing(c)
  local best, chosen
  for _, set in ipairs({ 'serving', 'calling', 'pulling' }) do
    for _, id in ipairs(call('SMEMBERS', tag .. set)) do
      local v = load_volunteer(id)
      if v and next(v.ringing) and fits(v, way(c), load_of(v) - 1) and not excluded(c, id) and
          reaches(c.step, c.origin, v.county) and calm_ring(v) then
        local one = standing(c, id, place_of(v), v.county, mask_of(v))
        if not best or goes_before(one, best) then
          best, chosen = one, v
        end
      end
    end
  end
  return chosen, best and best.rests
end

-- The volunteer for a contact: the first in the order of goes_before. all: see rings_at.
local function match_contact(c, all)
  if not wants_offer(c) then
    return nil
  end
  -- Whoever set it aside, or lost the line, goes on with it, if there is room and they do not rest.
  local before = c.prefer and c.prefer ~= c.last and load('v:', c.prefer)
  if before and not before.rest and before[way(c) .. 'Free'] and not excluded(c, before.id) then
    return c, load_volunteer(before.id)
  end
  local best
  local medium = way(c)
  for _, free in ipairs(parse_names('frees')) do
    if free.medium == medium and reaches(c.step, c.origin, free.county) and
        bit.band(c.needs, bit.bnot(free.mask)) == 0 and rings_at(c, free.mask, all) then
      for v, place in each(free, 'frees') do
        if not excluded(c, v) then
          local one = standing(c, v, place, free.county, free.mask)
          if not is_beside_better(c, one.lacks) and (not best or goes_before(one, best)) then
            best = one
          end
          if not one.again then
            break
          end
        end
      end
    end
  end
  if best and not best.rests then
    return c, load_volunteer(best.id)
  end
  local v, rests
  if red(c) and not next(c.offers) then
    v, rests = match_ringing(c)
  end
  if best and (rests or not v) and may_ask(c) then
    v = load_volunteer(best.id)
  end
  if v then
    return c, v
  end
end
