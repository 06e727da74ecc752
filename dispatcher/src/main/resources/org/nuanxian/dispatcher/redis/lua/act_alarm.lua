-- A human acted. ARGV: 4 alarm, 5 who, 6 how. A red contact that still waits after the time for an
-- acknowledgement climbs on; any other alarm ends, and comes anew after that time if a red help
-- seeker is still away. Gone: as it is.
-- uses: acting
local text = call('GET', tag .. 'e:' .. ARGV[4])
if not text then
  return { 'OK', 0, '' }
end
local alarm = cjson.decode(text)
local c = load('c:', alarm.contact)
if c then
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
