-- How a contact goes from one step of reach to the next. Only queues writes.
-- uses: counties
-- When a contact that stands in a step short of the city leaves it, or nil.
local function step_ends(c)
  return c.step == 'own' and now + policy.own or c.step == 'linked' and now + policy.linked or nil
end

-- A step without time, or that adds nobody who is here, is passed over.
local function passed_over(c)
  if c.step == 'own' then
    return policy.own == 0 or not attended('own', c.origin)
  end
  return c.step == 'linked' and (policy.linked == 0 or not attended('linked', c.origin))
end

local function step_on(c)
  c.step = c.step == 'own' and 'linked' or 'city'
end

-- For danger, and for whoever lost a volunteer; nobody is given to a county that they avoid.
local function whole_city(c)
  if c.step ~= 'others' then
    c.step = 'city'
  end
end
