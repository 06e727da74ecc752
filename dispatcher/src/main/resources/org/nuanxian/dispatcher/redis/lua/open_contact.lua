-- A contact joins the queue. ARGV: 4 id, 5 origin, 6 medium, 7 channel, 8 level, 9 danger,
-- 10 levelRev, 11 arrival ms, 12 step, 13 needs, 14 term, 15 why that level, 16 hours to be called
-- in or '', 17 1 if PostgreSQL is away and has no row of this call, 18.. excluded volunteers.
-- Repeat: the contact as it is; from now on with a row, if there is one.
-- uses: alarm match_contact steps
local known = contact_text(ARGV[4])
if known then
  local call_known = ARGV[6] == 'voice' and ARGV[17] == '0' and load('c:', ARGV[4])
  if not call_known or not call_known.unrecorded then
    return { 'OK', 0, known }
  end
  call_known.unrecorded = nil
  commit('recorded', ARGV[4], nil, save_contact(call_known))
  return { 'OK', 0, saved[ARGV[4]] }
end
local c = {
  id = ARGV[4], origin = ARGV[5], medium = ARGV[6], channel = ARGV[7], level = ARGV[8],
  why = ARGV[15],
  danger = ARGV[9] == '1', levelRev = tonumber(ARGV[10]), arrival = tonumber(ARGV[11]),
  step = ARGV[12], needs = insists(tonumber(ARGV[13])), wants = tonumber(ARGV[13]),
  term = tonumber(ARGV[14]), rev = 0, callback = ARGV[16] ~= '' and ARGV[16] or nil,
  unrecorded = ARGV[17] == '1' or nil,
  stage = 'waiting', offers = {}, conns = {}, avoid = {}, alarms = {}, away = now,
}
for i = 18, #ARGV do
  c.avoid[ARGV[i]] = -1
end
if red(c) then
  c.needs = 0
  whole_city(c)
end
local _, v = found(match_contact, c)
while not v and passed_over(c) do
  step_on(c)
  _, v = found(match_contact, c)
end
local timers = {}
if step_ends(c) then
  timers = { int(step_ends(c)), 'widen:' .. c.id }
end
if c.needs ~= 0 then
  timers[#timers + 1] = int(now + policy.yield)
  timers[#timers + 1] = 'yield:' .. c.id
end
if is_given_up(c) then
  timers[#timers + 1] = int(now + policy.awayMax)
  timers[#timers + 1] = 'away:' .. c.id
end
if #timers > 0 then
  w('ZADD', tag .. 'due', unpack(timers))
end
watch_away(c)
w('SADD', tag .. 'open', c.id)
show(c, { stage = 'waiting', term = c.term })
if v then
  happened('opened', c.id, nil, whole(cjson.encode(c), seen[c.id]))
  ring(c, v)
  hint('c:' .. c.id)
else
  happened('opened', c.id, nil, save_contact(c))
  if red(c) then
    watch_red(c)
    happened('unanswered', c.id, nil, save_contact(c))
  end
end
write()
return { 'OK', v and more(c) or 0, saved[c.id] }
