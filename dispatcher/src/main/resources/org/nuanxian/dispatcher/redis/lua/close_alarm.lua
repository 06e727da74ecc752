-- Ends an escalation, if there is one; the contact is the caller's to save.
-- uses: writing
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
