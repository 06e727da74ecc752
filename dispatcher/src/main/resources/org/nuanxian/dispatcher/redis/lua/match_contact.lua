-- uses: matching
-- The volunteer for a contact: of its own county if one is free there, else longest idle.
local function match_contact(c)
  if not c.lane then
    return false
  end
  local best, best_idle, best_own
  for _, free in ipairs(parse_names('frees')) do
    if free.medium == c.medium and reaches(c.step, c.origin, free.county) and
        bit.band(c.needs, bit.bnot(free.mask)) == 0 then
      local own = free.county == c.origin
      for v, idle in each(free, 'frees') do
        if not excluded(c, v) then
          if not best or (own and not best_own) or
              (own == best_own and (idle < best_idle or (idle == best_idle and v < best))) then
            best, best_idle, best_own = v, idle, own
          end
          break
        end
      end
    end
  end
  local v = best and load('v:', best)
  return v and ring(c, v) or false
end
