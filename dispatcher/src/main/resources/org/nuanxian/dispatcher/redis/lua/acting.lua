-- What becomes of an alarm when a human acts on it.
-- uses: alarm
-- A red contact that still waits climbs on after the time for an acknowledgement; any other alarm
-- ends, and comes anew after that time if a red help seeker is still away. The contact is the
-- caller's to save. Answers the alarm as it was acted upon.
local function act_on(c, alarm, who, how)
  alarm.acted = how
  alarm.ack = who
  if alarm.kind == 'redWaiting' and c.stage == 'waiting' then
    alarm.due = now + policy.acknowledged
    w('SET', tag .. 'e:' .. alarm.id, cjson.encode(alarm))
    w('ZADD', tag .. 'due', alarm.due, 'rung:' .. alarm.id)
    hint('alarms')
  else
    close_alarm(c, alarm.kind)
    if alarm.kind == 'redSilent' and c.away and red(c) and c.stage ~= 'wrapUp' and
        not c.reached then
      c.watched = true
      w('ZADD', tag .. 'due', now + policy.acknowledged, 'silent:' .. c.id)
    end
  end
  return cjson.encode(alarm)
end

-- What somebody does for a contact is an act on each of its alarms.
local function act_for(c, who, how)
  local kinds = {}
  for kind in pairs(c.alarms) do
    kinds[#kinds + 1] = kind
  end
  for _, kind in ipairs(kinds) do
    local alarm = load('e:', c.alarms[kind])
    if alarm then
      happened('acted', c.id, who, act_on(c, alarm, who, how))
    end
  end
end
