-- Where a volunteer stands: the free lists, and who serves. Only queues writes.
-- uses: contact
-- People on call stand in the free lists behind everybody who sits at a desk.
local ON_CALL = 1e13 -- above any place at a desk
local RESTING = 3e13 -- above any place of somebody who does not rest
local BESIDE = 2.5e12 -- above any instant in ms
local BESIDE_MAX = 3 -- so that no place at a desk reaches ON_CALL
-- What each contact that was taken in this shift takes from the time somebody has been idle.
local SHARE = 300000

-- By Chinese time, which is eight hours ahead for ever.
local function is_night(at)
  local hour = math.floor(at / 3600000 + 8) % 24
  return policy.isNight
end

-- Whether nobody should be rung there while somebody else is free.
local function stands_back(v)
  return v.rest or (is_night(now) and bit.band(v.can, NIGHTS) == 0)
end

local function is_here(v)
  return v.status == 'ready' and v.conn and v.untilMs > now
end

local function load_of(v)
  return count(v.held) + count(v.ringing)
end

local function talks_by_voice(v)
  for _, held in pairs(v.held) do
    if held == 'voice' then
      return true
    end
  end
  return false
end

-- Whether there is room for one more beside so many. One voice at a time, and as the city decides
-- nothing beside it.
local function fits_beside(v, medium, load_now)
  if policy.voiceAlone then
    if medium == 'voice' then
      return load_now == 0
    elseif talks_by_voice(v) then
      return false
    end
  elseif medium == 'voice' and (next(v.ringing) or talks_by_voice(v)) then
    return false
  end
  return load_now < v.chats
end

-- Whether a volunteer who is here can take one more beside so many.
local function fits(v, medium, load_now)
  return is_here(v) and string.find(v.media, medium, 1, true) and fits_beside(v, medium, load_now)
end

-- What they can answer for, and whether they take for themselves.
local function mask_of(v)
  return v.can + (v.pull and PULLS or 0)
end

-- The free list a volunteer belongs in for a medium: in none unless one more contact fits.
local function free_list(v, medium)
  return fits(v, medium, load_of(v)) and 'free:' .. medium .. ':' .. v.county .. ':' .. mask_of(v)
    or nil
end

-- The place among those who are free, the smallest first: who listens to fewer people now, then who
-- has been idle longest, where each contact of this shift counts as idle for so much less.
local function place_of(v)
  return v.idle + (v.taken or 0) * SHARE + math.min(load_of(v), BESIDE_MAX) * BESIDE +
    (v.call and ON_CALL or 0) + (v.rest and RESTING or 0)
end

-- On shift until then; a new shift counts anew.
local function last_until(v, till)
  if v.untilMs <= now and till > now then
    v.taken, v.missed, v.rest = nil, nil, nil
  end
  v.untilMs = till
end

local function stand_free(v, medium, field, place)
  local key = free_list(v, medium)
  if v[field] and v[field] ~= key then
    w('ZREM', tag .. v[field], v.id)
  end
  if key and (v[field] ~= key or v.freeIdle ~= place) then
    w('ZADD', tag .. key, int(place), v.id)
    w('SADD', tag .. 'frees', key)
  end
  v[field] = key
end

-- One set of the city and one of the county; v keeps the county under which it stands there.
local function stand_among(v, set, stands)
  local old, new = v[set], stands and v.county or nil
  if old == new then
    return
  end
  if old then
    w('SREM', tag .. set .. ':' .. old, v.id)
  end
  if new then
    w('SADD', tag .. set .. ':' .. new, v.id)
  end
  w(new and 'SADD' or 'SREM', tag .. set, v.id)
  v[set] = new
end

local function stand_volunteer(v)
  local here = is_here(v)
  local place = place_of(v)
  stand_free(v, 'chat', 'chatFree', place)
  stand_free(v, 'voice', 'voiceFree', place)
  v.freeIdle = place
  local fresh = here and not v.call and not v.rest
  stand_among(v, 'fresh', fresh)
  stand_among(v, 'freshNight', fresh and bit.band(v.can, NIGHTS) ~= 0)
  stand_among(v, 'calling', here and v.call and not v.pull)
  stand_among(v, 'serving', here and not v.call and not v.pull)
  stand_among(v, 'pulling', here and v.pull)
end

local function save_volunteer(v)
  stand_volunteer(v)
  saved[v.id] = cjson.encode(v)
  w('SET', tag .. 'v:' .. v.id, saved[v.id])
  hint('v:' .. v.id)
end
