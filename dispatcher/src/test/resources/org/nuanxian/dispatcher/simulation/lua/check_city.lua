-- Tests only: what does not hold in the present of a city. KEYS[1] {city}:head; ARGV: 1 and 2 head starts of yellow and blue, 3 how much later whoever is held back counts, ms.
-- Answers {era, n, {problems}, {contact ...}, {volunteer ...}, {alarm ...}, now}.
local call = redis.call
local tag = string.sub(KEYS[1], 1, -5)
local era = call('HGET', KEYS[1], 'era') or ''
local now = tonumber(call('HGET', KEYS[1], 'now') or '0')
local problems, contacts, volunteers, alarms, lists = {}, {}, {}, {}, {}
local texts = { c = {}, v = {}, e = {} }
local nodes, serving = {}, {}

local function bad(what, id)
  problems[#problems + 1] = what .. ' ' .. (id or '')
end

for _, key in ipairs(call('KEYS', tag .. '*')) do
  local name = string.sub(key, #tag + 1)
  if call('PTTL', key) ~= -1 then
    bad('has a TTL:', name)
  end
  local kind, id = string.match(name, '^(%a+):(.*)$')
  if kind == 'c' then
    local parts = call('HMGET', key, 'body', 'term', 'seen')
    local text = string.sub(parts[1], 1, -2) .. ',"seen":' .. parts[3] .. '}'
    contacts[id] = cjson.decode(text)
    table.insert(texts.c, text)
    if contacts[id].term ~= tonumber(parts[2]) then
      bad('two terms:', id)
    end
  elseif kind == 'v' then
    local text = call('GET', key)
    volunteers[id] = cjson.decode(text)
    table.insert(texts.v, text)
  elseif kind == 'e' then
    local text = call('GET', key)
    alarms[id] = cjson.decode(text)
    table.insert(texts.e, text)
  elseif kind == 'lane' or kind == 'free' or kind == 'wait' or name == 'wait' then
    local members = call('ZRANGE', key, 0, -1, 'WITHSCORES')
    lists[name] = {}
    for i = 1, #members, 2 do
      lists[name][members[i]] = tonumber(members[i + 1])
    end
    local set = kind == 'lane' and 'lanes' or kind == 'free' and 'frees'
    if set and call('SISMEMBER', tag .. set, name) == 0 then
      bad('list is not in ' .. set, name)
    end
  elseif kind == 'node' then
    nodes[id] = call('SMEMBERS', key)
  end
end
for _, item in ipairs(call('LRANGE', tag .. 'poison', 0, -1)) do
  bad('poison:', item)
end
local reply = { era, tonumber(call('HGET', KEYS[1], 'n') or '0'), problems, texts.c, texts.v, texts.e,
  tostring(now) }
if era == '' or string.sub(era, 1, 2) == 'R:' then
  return reply
end

local function timed(clock, item)
  return call('ZSCORE', tag .. clock, item)
end

local function size(t)
  local n = 0
  for _ in pairs(t) do
    n = n + 1
  end
  return n
end

local expected = {}
local function expect(list, member, score)
  expected[list] = expected[list] or {}
  expected[list][member] = score
end

local function same_members(set, known, what)
  for _, id in ipairs(call('SMEMBERS', tag .. set)) do
    if not known[id] then
      bad('gone but in ' .. set, id)
    end
  end
  for id in pairs(known) do
    if call('SISMEMBER', tag .. set, id) == 0 then
      bad(what .. ' is not in ' .. set, id)
    end
  end
end
same_members('open', contacts, 'contact')
same_members('vols', volunteers, 'volunteer')
same_members('alarms', alarms, 'alarm')

-- Whoever was here and did not say goodbye is found by a lease that runs out.
local function proven(node, member)
  return timed('live', 'lease:' .. node) or timed('live', 'lapse:' .. node) or
    timed('live', string.sub(member, 1, 1) .. 'lost:' .. string.sub(member, 3))
end

local HEAD = { yellow = tonumber(ARGV[1]), blue = tonumber(ARGV[2]), none = 0 }
for id, c in pairs(contacts) do
  local red = c.danger or c.level == 'red'
  local rings = size(c.offers)
  if c.transfer and c.stage ~= 'active' then
    bad('is handed over and nobody holds it:', id)
  end
  if c.transfer and c.transfer.state == 'seeking' and not timed('due', 'hand:' .. id) then
    bad('nobody of the team will be asked:', id)
  end
  if c.aside and (red or c.stage ~= 'waiting' or rings > 0) then
    bad('is aside and should not be:', id)
  end
  if c.stage == 'waiting' and not c.aside then
    local score = c.arrival - (red and 4e12 or HEAD[c.level]) - (c.front and 1e12 or 0)
      + (not red and bit.band(c.wants, 64) ~= 0 and tonumber(ARGV[3]) or 0)
    expect('wait', id, score)
    expect('wait:' .. c.origin, id, score)
    local on_line = c.medium == 'voice' and not c.hungUp
    local called = c.callback and c.away and not on_line
    local silent = c.medium == 'voice' and c.away and not called
    if silent and rings > 0 then
      bad('rings for nobody:', id)
    end
    if called and c.turn and not timed('due', 'call:' .. id) then
      bad('is never called:', id)
    end
    if rings < (red and 2 or 1) and not silent and not (called and c.turn and not c.lane) then
      expect('lane:' .. (called and 'voice' or c.medium) .. ':' .. c.origin .. ':' .. c.step .. ':' .. c.needs, id, score)
    end
    if c.holder then
      bad('waits and has a holder:', id)
    end
    if rings > 2 then
      bad('too many offers:', id)
    end
    if red and rings == 0 and not c.alarms.redWaiting then
      bad('red waits without offer and ladder:', id)
    end
    local early = c.step == 'own' or c.step == 'linked'
    if red and (c.needs ~= 0 or early) then
      bad('red is kept from somebody:', id)
    end
    if early and not timed('due', 'widen:' .. id) then
      bad('never widens:', id)
    end
    if c.needs ~= 0 and not timed('due', 'yield:' .. id) then
      bad('never yields:', id)
    end
    if c.away and not red and not c.callback and not on_line and not timed('due', 'away:' .. id) then
      bad('is away for ever:', id)
    end
  elseif c.stage == 'waiting' then
    if c.holder then
      bad('is aside and has a holder:', id)
    end
    if c.callback or (c.away and not timed('due', 'away:' .. id)) then
      bad('is away for ever:', id)
    end
  else
    local asked = c.stage == 'active' and c.transfer and c.transfer.state == 'ringing'
    if rings ~= (asked and 1 or 0) then
      bad('is offered but does not wait:', id)
    end
    local v = c.holder and volunteers[c.holder]
    if (c.stage == 'closed') ~= (c.holder == nil) then
      bad('stage and holder disagree:', id)
    elseif c.holder and not (v and v.held[id]) then
      bad('its holder does not hold it:', id)
    end
    if c.stage == 'connecting' and not timed('due', 'connect:' .. id) then
      bad('connecting for ever:', id)
    end
    if c.stage == 'connecting' and (c.medium ~= 'voice' or c.hungUp) then
      bad('connecting with nobody on the line:', id)
    end
    if c.stage == 'wrapUp' and not timed('due', 'wrap:' .. id) then
      bad('wrap-up for ever:', id)
    end
  end
  if c.away and red and not c.reached and (c.stage == 'waiting' or c.stage == 'active' or c.stage == 'connecting')
      and not c.alarms.redSilent and not timed('due', 'silent:' .. id) then
    bad('red is away and nobody will know:', id)
  end
  if c.hungUp and not c.away then
    bad('hung up and here:', id)
  end
  if (next(c.conns) == nil) ~= (c.away ~= nil) then
    bad('away and connections disagree:', id)
  end
  for conn, node in pairs(c.conns) do
    local member = 'c ' .. id .. ' ' .. conn
    if call('SISMEMBER', tag .. 'node:' .. node, member) == 0 and
        not timed('live', 'clost:' .. id .. ' ' .. conn) then
      bad('connection no node answers for:', member)
    elseif not proven(node, member) then
      bad('connection without lease:', member)
    end
  end
  for kind, alarm in pairs(c.alarms) do
    if not alarms[alarm] or alarms[alarm].kind ~= kind then
      bad('alarm is gone:', alarm)
    end
  end
  for o, ring in pairs(c.offers) do
    local v = volunteers[ring.v]
    if not (v and v.ringing[o] == id) then
      bad('offer that does not ring:', o)
    end
    if (ring.purpose == 'transfer') ~= (c.transfer ~= nil) or ring.v == c.holder then
      bad('offer of another purpose:', o)
    end
    if c.avoid[ring.v] == -1 then
      bad('rings at somebody who must not hear it:', o)
    end
    if not timed('live', 'offer:' .. o .. ' ' .. id) then
      bad('offer without deadline:', o)
    end
  end
end

local caused = {}
local causes = call('HGETALL', tag .. 'causes')
for i = 1, #causes, 2 do
  local cause = cjson.decode(causes[i + 1])
  if not cause.ended then
    caused[cause.id] = true
    if not alarms[cause.id] then
      bad('cause without an alarm:', causes[i])
    end
  end
end
for id, alarm in pairs(alarms) do
  if not timed('due', 'rung:' .. id) then
    bad('ladder that does not climb:', id)
  end
  local c = contacts[alarm.contact]
  if not alarm.contact and not caused[id] then
    bad('alarm without a cause:', id)
  end
  if c and c.alarms[alarm.kind] ~= id then
    bad('alarm its contact does not know:', id)
  end
end

for _, item in ipairs(call('ZRANGE', tag .. 'live', 0, -1)) do
  local o, id = string.match(item, '^offer:(%S+) (%S+)$')
  if o and not (contacts[id] and contacts[id].offers[o]) then
    bad('deadline left over:', item)
  end
end
for _, item in ipairs(call('ZRANGE', tag .. 'due', 0, -1)) do
  local kind, id = string.match(item, '^(%a+):(.*)$')
  if not contacts[id] and not volunteers[id] and not alarms[id] then
    bad('timer left over: ' .. kind, id)
  end
end

for id, v in pairs(volunteers) do
  local load, voice = 0, false
  for contact, medium in pairs(v.held) do
    load = load + 1
    voice = voice or medium == 'voice'
    if not (contacts[contact] and contacts[contact].holder == id) then
      bad('holds what is not theirs: ' .. id, contact)
    end
  end
  for o, contact in pairs(v.ringing) do
    load = load + 1
    local c = contacts[contact]
    if not (c and c.offers[o] and c.offers[o].v == id) then
      bad('rings for nothing: ' .. id, o)
    end
  end
  if v.status == 'lost' then
    if v.conn then
      bad('lost with a connection:', id)
    end
    if size(v.ringing) > 0 then
      bad('lost and ringing:', id)
    end
    if not timed('live', 'grace:' .. id) then
      bad('lost without grace:', id)
    end
  else
    if timed('live', 'grace:' .. id) then
      bad('here with a grace:', id)
    end
    local member = 'v ' .. id .. ' ' .. (v.conn or 'none')
    if not v.conn then
      bad('here without a connection:', id)
    elseif call('SISMEMBER', tag .. 'node:' .. v.node, member) == 0 and
        not timed('live', 'vlost:' .. id .. ' ' .. v.conn) then
      bad('volunteer no node answers for:', id)
    elseif not proven(v.node, member) then
      bad('volunteer without lease:', id)
    end
  end
  if v.status ~= 'ready' and size(v.ringing) > 0 then
    bad('rings though not ready:', id)
  end
  if v.rest and v.rest.till and not timed('due', 'rest:' .. id) then
    bad('rests for ever:', id)
  end
  local shift = timed('due', 'shift:' .. id)
  local here = v.status == 'ready' and v.conn and v.untilMs > now
  if here and not shift then
    bad('shift without an end:', id)
  end
  if v.untilMs > now or not shift then
    local place = v.idle + (v.taken or 0) * 300000 + math.min(load, 3) * 2.5e12 +
      (v.call and 1e13 or 0) + (v.rest and 3e13 or 0)
    local mask = v.can + (v.pull and 32 or 0)
    if here and string.find(v.media, 'chat', 1, true) and load < v.chats and not voice then
      expect('free:chat:' .. v.county .. ':' .. mask, id, place)
    end
    if here and string.find(v.media, 'voice', 1, true) and load == 0 then
      expect('free:voice:' .. v.county .. ':' .. mask, id, place)
    end
    for _, set in ipairs({ 'serving', 'serving:' .. v.county }) do
      if (call('SISMEMBER', tag .. set, id) == 1) ~= (here and not v.call and not v.pull or false) then
        bad('is wrongly in or out of ' .. set, id)
      end
    end
    local fresh = here and not v.call and not v.rest or false
    for _, set in ipairs({ 'fresh', 'fresh:' .. v.county }) do
      if (call('SISMEMBER', tag .. set, id) == 1) ~= fresh then
        bad('is wrongly in or out of ' .. set, id)
      end
    end
    local nights = fresh and bit.band(v.can, 16) ~= 0
    for _, set in ipairs({ 'freshNight', 'freshNight:' .. v.county }) do
      if (call('SISMEMBER', tag .. set, id) == 1) ~= nights then
        bad('is wrongly in or out of ' .. set, id)
      end
    end
    for _, set in ipairs({ 'calling', 'calling:' .. v.county }) do
      if (call('SISMEMBER', tag .. set, id) == 1) ~= (here and v.call and not v.pull or false) then
        bad('is wrongly in or out of ' .. set, id)
      end
    end
    for _, set in ipairs({ 'pulling', 'pulling:' .. v.county }) do
      if (call('SISMEMBER', tag .. set, id) == 1) ~= (here and v.pull or false) then
        bad('is wrongly in or out of ' .. set, id)
      end
    end
  else
    -- The shift has just ended; the timer that says so is due.
    for _, medium in ipairs({ 'chat', 'voice' }) do
      local key = v[medium .. 'Free']
      if key and lists[key] then
        expect(key, id, lists[key][id])
      end
    end
  end
end

for node, members in pairs(nodes) do
  for _, member in ipairs(members) do
    local kind, id, conn = string.match(member, '^(%a) (%S+) (%S+)$')
    local known = (kind == 'v' and volunteers[id] and volunteers[id].conn == conn) or
      (kind == 'c' and contacts[id] and contacts[id].conns[conn] == node)
    if not known then
      bad('node answers for somebody gone: ' .. node, member)
    end
  end
end

for list, members in pairs(lists) do
  for member, score in pairs(members) do
    if not (expected[list] and expected[list][member] == score) then
      bad('should not stand in ' .. list, member)
    end
  end
end
for list, members in pairs(expected) do
  for member in pairs(members) do
    if not (lists[list] and lists[list][member]) then
      bad('should stand in ' .. list, member)
    end
  end
end
return reply
