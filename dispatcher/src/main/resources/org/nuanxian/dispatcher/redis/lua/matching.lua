-- Who rings whom. A search (match_*) only reads and answers a contact and a volunteer, or nothing;
-- one script makes at most one offer, and the caller repeats.
-- uses: offers sound alarm counties
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

-- Whether a contact with that score may have waited so long that it rings at people who take for
-- themselves as well; danger always does. A head start or a lost volunteer makes it seem longer, and
-- whoever is held back seems to have come later.
local function may_ring_at_pullers(s)
  return s < 0 or now - s + policy.heldBack >= policy.pullWait
end

-- Whether it rings at whoever has this mask: at people who take for themselves in danger, and after
-- so long a wait. all: they count like anybody else.
local function rings_at(c, mask, all)
  return all or bit.band(mask, PULLS) == 0 or red(c) or now - c.arrival >= policy.pullWait
end

-- Somebody who could be rung for a contact: again if it rang there last and was not taken.
local function standing(c, v, place, county, mask)
  return { id = v, place = place, own = home(county) == home(c.origin), again = c.last == v,
    lacks = lacks(c, mask), tired = place >= RESTING,
    seat = math.floor(place % RESTING / ON_CALL),
    pulls = bit.band(mask, PULLS) ~= 0,
    rests = place >= RESTING or (is_night(now) and bit.band(mask, NIGHTS) == 0) }
end

-- Whoever is not what somebody in danger would rather find is not rung beside somebody who is.
local function is_beside_better(c, missing)
  for _, ring in pairs(c.offers) do
    if lacks(c, ring.can) < missing then
      return true
    end
  end
  return false
end

-- Whether anybody is at a desk, cleared for this hour, who does not rest: while only the own county
-- is asked, of those who answer for it.
local function is_anybody_fresh(c)
  local set = tag .. (is_night(now) and 'freshNight' or 'fresh')
  if c.step ~= 'own' then
    return call('SCARD', set) > 0
  end
  for _, county in ipairs(counties_within('own', c.origin)) do
    if call('SCARD', set .. ':' .. county) > 0 then
      return true
    end
  end
  return false
end

-- Whether somebody who rests, or is not cleared for this hour, is asked: only for a contact that
-- nobody rings for, when they are all there is, when it is in danger, or when it has waited for
-- long.
local function may_ask(c)
  if next(c.offers) then
    return false
  elseif red(c) or now - c.arrival >= policy.restWait then
    return true
  end
  return not is_anybody_fresh(c)
end

-- Nobody who rests while somebody else is free, nor anybody twice running; then what somebody in
-- danger would rather find; then a desk goes before on call, whoever waits for a ring before who
-- takes for themselves, the contact's own county before others, then the place in the free lists.
local function goes_before(one, other)
  if one.rests ~= other.rests then
    return other.rests
  elseif one.again ~= other.again then
    return other.again
  elseif one.lacks ~= other.lacks then
    return one.lacks < other.lacks
  elseif one.tired ~= other.tired then
    return other.tired
  elseif one.seat ~= other.seat then
    return one.seat < other.seat
  elseif one.pulls ~= other.pulls then
    return other.pulls
  elseif one.own ~= other.own then
    return one.own
  end
  return one.place < other.place or (one.place == other.place and one.id < other.id)
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
local function read(list, set, from, to)
  local members = call('ZRANGE', tag .. list.key, from, to, 'WITHSCORES')
  if from == 0 and #members == 0 then
    call('SREM', tag .. set, list.key)
  end
  return members
end

-- Walks a list, member and score; most often the first one fits and the others are not read.
local function each(list, set)
  local members, i, all = read(list, set, 0, 0), 1, false
  return function()
    if i > 1 and not all then
      members, i, all = read(list, set, 1, SCAN - 1), 1, true
    end
    local member, score_of = members[i], tonumber(members[i + 1])
    i = i + 2
    return member, score_of
  end
end

-- Of those who ring at a volunteer and are in no danger the last of the queue, and its offer.
local function calm_ring(v)
  local last, its_offer
  for o, id in pairs(v.ringing) do
    local c = load_contact(id)
    if c and c.offers[o] and not red(c) and (not last or score(c) > score(last) or
        (score(c) == score(last) and c.id > last.id)) then
      last, its_offer = c, o
    end
  end
  return last, its_offer
end

-- Somebody in danger is rung in the place of a calm one, who keeps their own in the queue.
local function make_room(v)
  local calm, its_offer = calm_ring(v)
  if calm then
    withdraw_offer(calm, its_offer, { [v.id] = v })
    happened('gaveWay', calm.id, v.id, save_contact(calm))
  end
end

-- What an offer to whoever fits asks of them.
local function first_purpose(c)
  return is_called(c) and 'callback' or 'serve'
end

-- Makes an offer, the event included, and saves both; the caller commits. purpose: if none, serve
-- or callback.
local function ring(c, v, purpose)
  if red(c) and not fits_beside(v, way(c), load_of(v)) then
    make_room(v)
  end
  local o = derive('offer:' .. c.id .. ':' .. v.id)
  local due = now + ring_time(c, v)
  c.offers[o] = { v = v.id, purpose = purpose or first_purpose(c), due = due, can = v.can }
  v.ringing[o] = c.id
  if c.stage == 'waiting' and stands_back(v) and not c.alarms.onlyResting then
    open_alarm(c, 'onlyResting')
  end
  if c.stage == 'waiting' and lacks(c, v.can) > 0 and not c.alarms.uncleared then
    open_alarm(c, 'uncleared')
  end
  w('ZADD', tag .. 'live', int(due), deadline(o, c.id))
  save_volunteer(v)
  local text = save_contact(c)
  if c.medium ~= 'voice' then
    unseen(c) -- a call is told at once: who carries it rings the telephone
  end
  happened('offered', c.id, v.id, text)
end

local function put_aside(failure)
  call('LPUSH', tag .. 'poison', 'match:' .. tostring(failure))
end

-- What a search finds. The transition it belongs to stands, whatever a search meets: what fails is
-- put aside.
local function found(search, subject)
  local ok, c, v = pcall(search, subject)
  if ok then
    return c, v
  end
  put_aside(c)
end

-- After an offer: 1 if there may be one more. None is left for a contact that stands in no lane or
-- a volunteer who stands free in no list, and before them there was none.
local function more(subject)
  return (subject.lane or subject.chatFree or subject.voiceFree) and 1 or 0
end

local function meet(search, subject)
  local c, v = search(subject)
  if c then
    ring(c, v)
  end
  return c
end

-- Makes the offer that a search finds, once a transition is committed; that one stands, whatever
-- happens here. Answers as more.
local function offer(search, subject)
  local ok, c = pcall(meet, search, subject)
  if not ok then
    drop()
    put_aside(c)
    return 0
  end
  if not c then
    return 0
  end
  write()
  return subject and more(subject) or 1
end
