-- A human acted. ARGV: 4 alarm, 5 who, 6 how. A red contact that still waits after the time for an
-- acknowledgement climbs on; what concerns no contact climbs on half an hour later unless its cause
-- ends; any other alarm ends, and comes anew after the time for an acknowledgement if a red help
-- seeker is still away. Gone: as it is.
-- uses: acting
local ACTED = 1800000
local text = call('GET', tag .. 'e:' .. ARGV[4])
if not text then
  return { 'OK', 0, '' }
end
local alarm = cjson.decode(text)
local c = alarm.contact and load('c:', alarm.contact)
if not alarm.contact then
  alarm.acted, alarm.ack = ARGV[6], ARGV[5]
  alarm.due = now + ACTED
  text = cjson.encode(alarm)
  w('SET', tag .. 'e:' .. alarm.id, text)
  w('ZADD', tag .. 'due', alarm.due, 'rung:' .. alarm.id)
  hint('alarms')
elseif c then
  text = act_on(c, alarm, ARGV[5], ARGV[6])
  save_contact(c)
else
  alarm.acted, alarm.ack = ARGV[6], ARGV[5]
  text = cjson.encode(alarm)
  w('DEL', tag .. 'e:' .. alarm.id)
  w('SREM', tag .. 'alarms', alarm.id)
  w('ZREM', tag .. 'due', 'rung:' .. alarm.id)
  hint('alarms')
end
commit('acted', alarm.contact, ARGV[5], text)
return { 'OK', 0, '' }
