-- Begins an escalation; the contact is the caller's to save.
-- uses: writing ladder
local function open_alarm(c, kind)
  local id = derive('alarm:' .. c.id .. ':' .. kind)
  local alarm = { id = id, kind = kind, contact = c.id, county = c.origin, rung = 0,
    due = now + rung_ms(kind, 0), opened = now }
  w('SET', tag .. 'e:' .. id, cjson.encode(alarm))
  w('SADD', tag .. 'alarms', id)
  w('ZADD', tag .. 'due', alarm.due, 'rung:' .. id)
  hint('alarms')
  c.alarms[kind] = id
  return id
end
