-- A warm transfer: an offer of an active contact that its holder asked for. The holder stays until
-- somebody accepts. c.transfer: id, state (ringing, seeking, declined, expired, gone, nobody), v
-- (asked now or last), county and tried (of a team), rings.
-- uses: matching
local RINGS_MAX = 5 -- of a team, one after the other: bounds how long a change is announced

-- Whether this volunteer may be asked: free, not resting, and nobody the help seeker must not meet.
local function may_take_over(c, v)
  return v.id ~= c.holder and not v.rest and fits(v, way(c), load_of(v)) and
    not excluded(c, v.id) and
    (c.step ~= 'others' or v.county ~= c.origin) and bit.band(c.needs, bit.bnot(v.can)) == 0
end

-- Of a team, or of the city if none is named, those who may be asked, in the order of goes_before.
-- Only reads.
local function colleagues(c, county)
  local all = {}
  for _, free in ipairs(parse_names('frees')) do
    if free.medium == way(c) and (not county or free.county == county) then
      for id, place in each(free, 'frees') do
        local v = load_volunteer(id)
        if v and may_take_over(c, v) then
          local one = standing(c, id, place, v.county, mask_of(v))
          one.v = v
          all[#all + 1] = one
        end
      end
    end
  end
  table.sort(all, goes_before)
  return all
end

-- The next of the team, once each.
local function next_of_team(c)
  if c.transfer.rings < RINGS_MAX then
    for _, one in ipairs(colleagues(c, c.transfer.county)) do
      if not c.transfer.tried[one.v.id] then
        return one.v
      end
    end
  end
end

local function told_of_transfer(c)
  hint('c:' .. c.id)
  hint('v:' .. c.holder)
end

-- Makes the offer and saves both; the caller commits.
local function ring_transfer(c, v)
  c.transfer.state, c.transfer.v = 'ringing', v.id
  c.transfer.rings = c.transfer.rings + 1
  c.transfer.tried[v.id] = true
  ring(c, v, 'transfer')
  told_of_transfer(c)
end
