-- Who may be rung for a contact: its own county, then those that stand in for it, then the city.
-- uses: prelude
-- The county whose line answers for this one; in the text a comparison with each that joins
-- another.
local function home(county)
  return policy.home
end

-- By Chinese time, which is eight hours ahead all year.
local function hour_of_day()
  return math.floor(now / 3600000 + 8) % 24
end

-- Whether two homes stand in for each other at this hour.
local function stands_in(a, b)
  local hour = hour_of_day()
  return policy.standIn
end

local function reaches(step, origin, county)
  if step == 'city' then
    return true
  elseif step == 'others' then
    return county ~= origin
  end
  local from, to = home(origin), home(county)
  return from == to or step == 'linked' and stands_in(from, to)
end
