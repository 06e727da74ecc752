-- Where a volunteer stands: the free lists, and who serves. Only queues writes.
-- uses: contact
-- People on call stand in the free lists behind everybody who sits at a desk.
local ON_CALL = 1e13 -- above any instant in ms

-- A volunteer stands free for a medium while one more contact fits.
local function stand_volunteer(v)
  local load_now = count(v.held) + count(v.ringing)
  local here = v.status == 'ready' and v.conn and v.untilMs > now
  local place = v.idle + (v.call and ON_CALL or 0)
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
    if key and (v[field] ~= key or v.freeIdle ~= place) then
      w('ZADD', tag .. key, place, v.id)
      w('SADD', tag .. 'frees', key)
    end
    v[field] = key
  end
  v.freeIdle = place
  local calling = here and v.call or nil
  if v.calling ~= calling then
    w(calling and 'SADD' or 'SREM', tag .. 'calling', v.id)
    v.calling = calling
  end
  local serving = here and not v.call or nil
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

local function save_volunteer(v)
  stand_volunteer(v)
  w('SET', tag .. 'v:' .. v.id, cjson.encode(v))
  hint('v:' .. v.id)
end
