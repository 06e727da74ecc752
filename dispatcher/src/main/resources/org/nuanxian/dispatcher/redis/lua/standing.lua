-- Where contacts and volunteers stand: lanes, waiting lists, free lists. Only queues writes.
local RED = 4e12   -- above any arrival in ms: red is a class of its own
local FRONT = 1e12 -- whoever lost a volunteer goes before all of the same class
local HEAD_START = { yellow = 120000, blue = 30000, none = 0 }

local function red(c)
  return c.danger or c.level == 'red'
end

local function score(c)
  local front = c.front and FRONT or 0
  if red(c) then
    return c.arrival - RED - front
  end
  return c.arrival - HEAD_START[c.level] - front
end

local function count(t)
  local size = 0
  for _ in pairs(t) do
    size = size + 1
  end
  return size
end

-- A contact stands in exactly one lane while it wants one more offer, else in none.
local function stand_contact(c)
  local lane
  if c.stage == 'waiting' and count(c.offers) < (red(c) and 2 or 1) then
    lane = 'lane:' .. c.medium .. ':' .. c.origin .. ':' .. c.step .. ':' .. c.needs
  end
  local s = score(c)
  if c.lane and c.lane ~= lane then
    w('ZREM', tag .. c.lane, c.id)
  end
  if lane and (c.lane ~= lane or c.score ~= s) then
    w('ZADD', tag .. lane, s, c.id)
    w('SADD', tag .. 'lanes', lane)
  end
  c.lane = lane
  if c.stage == 'waiting' then
    if c.score ~= s then
      w('ZADD', tag .. 'wait', s, c.id)
      w('ZADD', tag .. 'wait:' .. c.origin, s, c.id)
    end
    c.score = s
  elseif c.score then
    w('ZREM', tag .. 'wait', c.id)
    w('ZREM', tag .. 'wait:' .. c.origin, c.id)
    c.score = nil
  end
end

-- A volunteer stands free for a medium while one more contact fits.
local function stand_volunteer(v)
  local load_now = count(v.held) + count(v.ringing)
  local here = v.status == 'ready' and v.conn and v.untilMs > now
  local voice_held = false
  for _, medium in pairs(v.held) do
    voice_held = voice_held or medium == 'voice'
  end
  for _, medium in ipairs({ 'chat', 'voice' }) do
    local fits
    if medium == 'chat' then
      fits = load_now < v.chats and not voice_held
    else
      fits = load_now == 0
    end
    local key
    if here and fits and string.find(v.media, medium, 1, true) then
      key = 'free:' .. medium .. ':' .. v.county .. ':' .. v.can
    end
    local field = medium .. 'Free'
    if v[field] and v[field] ~= key then
      w('ZREM', tag .. v[field], v.id)
    end
    if key and (v[field] ~= key or v.freeIdle ~= v.idle) then
      w('ZADD', tag .. key, v.idle, v.id)
      w('SADD', tag .. 'frees', key)
    end
    v[field] = key
  end
  v.freeIdle = v.idle
  local serving = here and true or nil
  if v.serving ~= serving or (serving and v.servingCounty ~= v.county) then
    if v.servingCounty then
      w('SREM', tag .. 'serving:' .. v.servingCounty, v.id)
    end
    w(serving and 'SADD' or 'SREM', tag .. 'serving', v.id)
    if serving then
      w('SADD', tag .. 'serving:' .. v.county, v.id)
    end
    v.serving, v.servingCounty = serving, serving and v.county or nil
  end
end

local function save_contact(c)
  c.rev = c.rev + 1
  stand_contact(c)
  local text = cjson.encode(c)
  w('SET', tag .. 'c:' .. c.id, text)
  hint('c:' .. c.id)
  return text
end

local function save_volunteer(v)
  stand_volunteer(v)
  w('SET', tag .. 'v:' .. v.id, cjson.encode(v))
  hint('v:' .. v.id)
end

-- Takes one open offer back from its volunteer; the contact is the caller's to save.
-- near: volunteers already loaded and saved by the caller, by id.
local function withdraw_offer(c, offer, near)
  local ring = c.offers[offer]
  c.offers[offer] = nil
  w('DEL', tag .. 'o:' .. offer)
  w('ZREM', tag .. 'live', 'offer:' .. offer)
  local v = near and near[ring.v] or load('v:', ring.v)
  if v then
    v.ringing[offer] = nil
    if not (near and near[ring.v]) then
      save_volunteer(v)
    end
  end
end

-- Not to be rung for this contact for a while; a hard exclusion stays.
local function rest(c, v, ms)
  for other, till in pairs(c.avoid) do
    if till ~= -1 and till <= now then
      c.avoid[other] = nil
    end
  end
  if c.avoid[v.id] ~= -1 then
    c.avoid[v.id] = now + ms
  end
end

local function withdraw_offers(c, near)
  local freed = false
  for offer in pairs(c.offers) do
    withdraw_offer(c, offer, near)
    freed = true
  end
  return freed
end
