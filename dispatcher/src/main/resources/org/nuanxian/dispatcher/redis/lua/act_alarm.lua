-- A human acted. ARGV: 4 alarm, 5 who, 6 how. A red contact that still waits after the time for an
-- acknowledgement climbs on; any other alarm ends, and comes anew after that time if a red help
-- seeker is still away. Gone: as it is.
-- uses: alarm
local text = call('GET', tag .. 'e:' .. ARGV[4])
if not text then
  return { 'OK', 0, '' }
end
local alarm = cjson.decode(text)
alarm.acted = ARGV[6]
alarm.ack = ARGV[5]
local c = load('c:', alarm.contact)
if c and alarm.kind == 'redWaiting' and c.stage == 'waiting' then
  alarm.due = now + policy.acknowledged
  w('SET', tag .. 'e:' .. alarm.id, cjson.encode(alarm))
  w('ZADD', tag .. 'due', alarm.due, 'rung:' .. alarm.id)
  hint('alarms')
  commit('acted', alarm.contact, ARGV[5], cjson.encode(alarm))
elseif c then
  close_alarm(c, alarm.kind)
  if alarm.kind == 'redSilent' and c.away and red(c) and c.stage ~= 'wrapUp' then
    c.watched = true
    w('ZADD', tag .. 'due', now + policy.acknowledged, 'silent:' .. c.id)
  end
  save_contact(c)
  commit('acted', alarm.contact, ARGV[5], cjson.encode(alarm))
else
  w('DEL', tag .. 'e:' .. alarm.id)
  w('SREM', tag .. 'alarms', alarm.id)
  w('ZREM', tag .. 'due', 'rung:' .. alarm.id)
  hint('alarms')
  commit('acted', alarm.contact, ARGV[5], cjson.encode(alarm))
end
return { 'OK', 0, '' }
