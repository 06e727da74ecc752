-- Escalations. A ladder climbs on its timer until a human has acted.
-- uses: contact
local function open_alarm(c, kind)
  local id = derive('alarm:' .. c.id .. ':' .. kind)
  local alarm = { id = id, kind = kind, contact = c.id, county = c.origin, rung = 0,
    due = now + policy.rung, opened = now }
  w('SET', tag .. 'e:' .. id, cjson.encode(alarm))
  w('SADD', tag .. 'alarms', id)
  w('ZADD', tag .. 'due', alarm.due, 'rung:' .. id)
  hint('alarms')
  c.alarms[kind] = id
  return id
end

local function close_alarm(c, kind)
  local id = c.alarms[kind]
  if id then
    w('DEL', tag .. 'e:' .. id)
    w('SREM', tag .. 'alarms', id)
    w('ZREM', tag .. 'due', 'rung:' .. id)
    hint('alarms')
    c.alarms[kind] = nil
  end
end

-- A waiting red contact has a ringing offer or a running rung; call before saving it.
local function watch_red(c)
  if c.stage == 'waiting' and red(c) then
    if not c.alarms.redWaiting and count(c.offers) == 0 then
      open_alarm(c, 'redWaiting')
    end
  else
    close_alarm(c, 'redWaiting')
  end
end

-- A red contact whose help seeker is away is looked after before long.
local function watch_away(c)
  if c.away and c.stage ~= 'closed' and c.stage ~= 'wrapUp' and red(c) then
    if not c.alarms.redSilent then
      w('ZADD', tag .. 'due', c.away + policy.redAway, 'silent:' .. c.id)
    end
  else
    close_alarm(c, 'redSilent')
    w('ZREM', tag .. 'due', 'silent:' .. c.id)
  end
end
