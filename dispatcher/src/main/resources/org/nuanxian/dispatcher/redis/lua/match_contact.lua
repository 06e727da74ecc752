-- uses: matching
-- Nobody is free for somebody in danger: whoever could take them if a calm one did not ring there.
-- At a desk before on call, of its own county before others, then whoever is idle longest.
local function match_ringing(c)
  local best
  for _, set in ipairs({ 'serving', 'calling' }) do
    for _, id in ipairs(call('SMEMBERS', tag .. set)) do
      local v = load_volunteer(id)
      if v and next(v.ringing) and fits(v, c.medium, load_of(v) - 1) and not excluded(c, id) and
          reaches(c.step, c.origin, v.county) and calm_ring(v) then
        local own, best_own = v.county == c.origin, best and best.county == c.origin
        local sooner_idle = best and (v.idle < best.idle or (v.idle == best.idle and id < best.id))
        if not best or (own and not best_own) or (own == best_own and sooner_idle) then
          best = v
        end
      end
    end
    if best then
      return c, best
    end
  end
end

-- The volunteer for a contact: at a desk before on call, of its own county before others, then
-- whoever is idle longest.
local function match_contact(c)
  if not wants_offer(c) then
    return nil
  end
  -- Whoever set it aside goes on with it, if there is room.
  local before = c.prefer and load('v:', c.prefer)
  if before and before[c.medium .. 'Free'] and not excluded(c, before.id) then
    return c, load_volunteer(before.id)
  end
  local best, best_idle, best_own, best_desk
  for _, free in ipairs(parse_names('frees')) do
    if free.medium == c.medium and reaches(c.step, c.origin, free.county) and
        bit.band(c.needs, bit.bnot(free.mask)) == 0 then
      local own = free.county == c.origin
      for v, idle in each(free, 'frees') do
        if not excluded(c, v) then
          local desk = idle < ON_CALL
          local sooner_idle = best and (idle < best_idle or (idle == best_idle and v < best))
          if not best or (desk and not best_desk) or
              (desk == best_desk and ((own and not best_own) or (own == best_own and sooner_idle)))
              then
            best, best_idle, best_own, best_desk = v, idle, own, desk
          end
          break
        end
      end
    end
  end
  local v = best and load_volunteer(best)
  if v then
    return c, v
  end
  if red(c) and not next(c.offers) then
    return match_ringing(c)
  end
end
