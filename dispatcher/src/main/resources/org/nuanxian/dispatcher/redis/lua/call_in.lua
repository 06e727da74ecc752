-- A supervisor asks somebody who is here, and not ready or resting, whether they can come. ARGV: 4
-- who, 5 volunteer, 6 for which contact or ''. Asked already: as it is. What they then say they are
-- ready for is the answer.
-- uses: acting volunteer sound
local ASKED = 120000 -- ms in which the question stands
local v = load_volunteer(ARGV[5])
if not v or not v.conn or (v.status == 'ready' and not v.rest) or v.untilMs <= now then
  return { 'NO', 'nobody-free' }
end
if v.asked and v.asked > now then
  return { 'OK', 0, '' }
end
v.asked = now + ASKED
local c = ARGV[6] ~= '' and load_contact(ARGV[6])
if c and next(c.alarms) then
  act_for(c, ARGV[4], 'call')
  save_contact(c)
end
save_volunteer(v)
commit('calledIn', c and c.id, ARGV[4], cjson.encode({ volunteer = v.id }))
return { 'OK', 0, c and saved[c.id] or '' }
