-- Somebody saw it: it climbs later, but it climbs. ARGV: 4 alarm, 5 who. Repeat: as it is.
-- uses: writing
local text = call('GET', tag .. 'e:' .. ARGV[4])
if not text then
  return { 'NO', 'unknown-escalation' }
end
local alarm = cjson.decode(text)
if not alarm.ack then
  alarm.ack = ARGV[5]
  alarm.due = now + policy.acknowledged
  text = cjson.encode(alarm)
  w('SET', tag .. 'e:' .. alarm.id, text)
  w('ZADD', tag .. 'due', alarm.due, 'rung:' .. alarm.id)
  hint('alarms')
  commit('acknowledged', alarm.contact, ARGV[5], text)
end
return { 'OK', 0, text }
