-- Who rings whom. At most one offer for each call of match_*; the caller repeats.
local SCAN = 16 -- of one lane or free list: bounds the work where persons are excluded

local function excluded(c, v)
  local till = c.avoid[v]
  if till and (till == -1 or till > now) then
    return true
  end
  for _, ring in pairs(c.offers) do
    if ring.v == v then
      return true
    end
  end
  return false
end

local function reaches(step, origin, county)
  if step == 'own' then
    return county == origin
  elseif step == 'others' then
    return county ~= origin
  end
  return true
end

-- A contact of a lane; what cannot be read is put aside, and the comparison with PostgreSQL
-- restores it.
local function candidate(lane, id)
  local c = load_contact(id)
  if not c then
    call('ZREM', tag .. lane, id)
    call('SREM', tag .. 'open', id)
    call('LPUSH', tag .. 'poison', 'contact:' .. id)
  end
  return c
end

local function parse_names(set)
  local all = {}
  for _, name in ipairs(call('SMEMBERS', tag .. set)) do
    local a, b, c, d = string.match(name, '^%a+:(%a+):(%d+):(%a*):?(%d+)$')
    all[#all + 1] = { key = name, medium = a, county = b, step = c, mask = tonumber(d) }
  end
  return all
end

-- Names of lists that were found empty are dropped; they come back with their next member.
local function first(list, set)
  local members = call('ZRANGE', tag .. list.key, 0, SCAN - 1, 'WITHSCORES')
  if #members == 0 then
    call('SREM', tag .. set, list.key)
  end
  return members
end

local function ring(c, v)
  local o = derive('offer:' .. c.id .. ':' .. v.id)
  local due = now + (red(c) and policy.offerRed or policy.offerChat)
  c.offers[o] = { v = v.id, purpose = 'serve', due = due }
  v.ringing[o] = c.id
  w('SET', tag .. 'o:' .. o, c.id)
  w('ZADD', tag .. 'live', due, 'offer:' .. o)
  save_volunteer(v)
  commit('offered', c.id, v.id, save_contact(c))
  return true
end

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
      local members = first(free, 'frees')
      for i = 1, #members, 2 do
        local v, idle = members[i], tonumber(members[i + 1])
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

-- Of equal scores the smaller id, so that the order of lanes does not decide.
local function sooner(s, id, other, other_score)
  return not other or s < other_score or (s == other_score and id < other.id)
end

-- The contact for a volunteer: red first; own county while nobody has waited too long; else score.
local function match_volunteer(v)
  local best, best_score, own, own_score
  if not (v.chatFree or v.voiceFree) then
    return false
  end
  for _, lane in ipairs(parse_names('lanes')) do
    if v[lane.medium .. 'Free'] and reaches(lane.step, lane.county, v.county) and
        bit.band(lane.mask, bit.bnot(v.can)) == 0 then
      local members = first(lane, 'lanes')
      for i = 1, #members, 2 do
        local id, s = members[i], tonumber(members[i + 1])
        local first_of_all = sooner(s, id, best, best_score)
        local first_of_own = lane.county == v.county and sooner(s, id, own, own_score)
        local c = (first_of_all or first_of_own) and candidate(lane.key, id)
        if c and not excluded(c, v.id) then
          if first_of_all then
            best, best_score = c, s
          end
          if first_of_own then
            own, own_score = c, s
          end
          break
        end
      end
    end
  end
  if not best then
    return false
  end
  if own and not red(best) and not best.front and now - best.arrival < policy.ownCounty then
    best = own
  end
  return ring(best, v)
end

-- The gravest waiting contact that somebody free can take.
local function match_any()
  local free = false
  for _, list in ipairs(parse_names('frees')) do
    free = #first(list, 'frees') > 0 or free
  end
  if not free then
    return false
  end
  local all = {}
  for _, lane in ipairs(parse_names('lanes')) do
    local members = first(lane, 'lanes')
    for i = 1, #members, 2 do
      all[#all + 1] = { id = members[i], score = tonumber(members[i + 1]), lane = lane.key }
    end
  end
  table.sort(all, function(a, b)
    return a.score < b.score or (a.score == b.score and a.id < b.id)
  end)
  for _, entry in ipairs(all) do
    local c = candidate(entry.lane, entry.id)
    if c and match_contact(c) then
      return true
    end
  end
  return false
end

-- The transition before it stands, whatever happens here: what fails is put aside, not undone.
local function guarded(match, subject)
  local ok, offered = pcall(match, subject)
  if ok then
    return offered and 1 or 0
  end
  writes, hints = {}, {}
  call('LPUSH', tag .. 'poison', 'match:' .. tostring(offered))
  return 0
end
