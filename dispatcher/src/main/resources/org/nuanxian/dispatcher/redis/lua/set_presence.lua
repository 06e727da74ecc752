-- What the volunteer is ready for. ARGV: 4 id, 5 connection, 6 status, 7 media, 8 chats,
-- 9 on shift until ms, 10 seat: atDesk or onCall, 11 1 if a rest is over, 12 1 if they take for
-- themselves. Repeat: as it is. Offers that ring are withdrawn unless ready; whoever is ready anew
-- rests no more.
-- uses: alarm caller match_volunteer protection work
-- later: offer_any
local v, refused = caller()
if not v then
  return refused
end
v.media, v.chats = ARGV[7], tonumber(ARGV[8])
last_until(v, tonumber(ARGV[9]))
v.call = ARGV[10] == 'onCall' or nil
v.pull = ARGV[12] == '1' or nil
if ARGV[11] == '1' or (ARGV[6] == 'ready' and v.status ~= 'ready') then
  end_rest(v)
end
v.missed = nil
v.asked = nil -- whatever is said answers whoever asked
if v.status ~= ARGV[6] then
  v.status = ARGV[6]
  v.idle = now
end
local rang = false
if v.status ~= 'ready' then
  local near = { [v.id] = v }
  local ringing = {}
  for offer, contact in pairs(v.ringing) do
    ringing[#ringing + 1] = { offer, contact }
  end
  for _, pair in ipairs(ringing) do
    local c = load('c:', pair[2])
    if c and c.offers[pair[1]] then
      withdraw_offer(c, pair[1], near)
      watch_red(c)
      save_contact(c)
      rang = true
    end
  end
else
  w('ZADD', tag .. 'due', v.untilMs, 'shift:' .. v.id)
end
happened('presence', nil, v.id, cjson.encode({ status = v.status, media = v.media, chats = v.chats,
  seat = ARGV[10] }))
local c, again = ring_next(v)
write()
if not c and rang then
  again = offer_any()
end
local reply = { 'OK', again, revision }
add_work(reply, v, saved[v.id])
return reply
