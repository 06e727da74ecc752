-- Which counties lie within a step of reach.
-- uses: reach
-- The counties whose people may be rung in step own or linked, those that join a line included.
local function counties_within(step, origin)
  local joined, from = policy.joined, home(origin)
  local all, known = {}, {}
  local function add(county)
    if not known[county] then
      known[county] = true
      all[#all + 1] = county
      for _, guest in ipairs(joined[county] or {}) do
        all[#all + 1] = guest
      end
    end
  end
  add(from)
  if step == 'linked' then
    local hour = hour_of_day()
    for _, pool in ipairs(policy.pools) do
      if pool.open and string.find(pool.homes, from, 1, true) then
        for county in string.gmatch(pool.homes, '%d+') do
          add(county)
        end
      end
    end
  end
  return all
end

-- Whether anybody is here, however busy, whom that step adds to those who may be rung. Whoever
-- takes for themselves is not rung at once, so nobody waits for them.
local function attended(step, origin)
  local keys = {}
  for _, county in ipairs(counties_within(step, origin)) do
    if step == 'own' or home(county) ~= home(origin) then
      keys[#keys + 1] = tag .. 'serving:' .. county
      keys[#keys + 1] = tag .. 'calling:' .. county
    end
  end
  return #keys > 0 and call('EXISTS', unpack(keys)) > 0
end
