-- uses: matching
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
end
