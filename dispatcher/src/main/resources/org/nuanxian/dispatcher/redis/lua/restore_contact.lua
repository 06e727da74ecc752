-- One contact as PostgreSQL holds it. ARGV: 4 id, 5 origin, 6 medium, 7 channel, 8 level,
-- 9 danger, 10 levelRev, 11 arrival ms, 12 step, 13 needs, 14 term, 15 stage, 16 holder or '',
-- 17 outcome or '', 18 returned, 19 left, 20 why that level, 21 hours to be called in or '',
-- 22 tries that reached nobody, 23 no call before ms or '', 24 1 if they hung up, 25.. excluded
-- volunteers. The higher term wins, but for what is closed: it was queued once more when it was
-- over.
-- Answers OK 1 where Redis is ahead (the caller confirms it), else OK 0. Repeat: the same.
-- uses: telling forget line steps
local rebuilding = string.sub(era, 1, 2) == 'R:'
local id, term, stage, holder = ARGV[4], tonumber(ARGV[14]), ARGV[15], ARGV[16]
local c = load_contact(id)
local ahead = c and c.term > term and stage ~= 'closed'
local lost = not c
if lost then
  if stage == 'closed' then
    return { 'OK', 0, '' }
  end
  c = { id = id, origin = ARGV[5], medium = ARGV[6], channel = ARGV[7], level = ARGV[8],
    why = ARGV[20],
    levelRev = -1, arrival = tonumber(ARGV[11]), step = ARGV[12], needs = 0, term = -1, rev = 0,
    stage = 'waiting', offers = {}, conns = {}, avoid = {}, alarms = {}, away = now }
  w('DEL', tag .. 'c:' .. id)
end
w('SADD', tag .. 'open', id)
local told = { level = ARGV[8], why = ARGV[20], danger = ARGV[9] == '1', rev = tonumber(ARGV[10]),
  origin = ARGV[5], step = ARGV[12], wants = tonumber(ARGV[13]),
  callback = ARGV[21] }
-- Volunteers loaded here, saved at the end.
local near = {}
if not rebuilding then
  for _, open in pairs(c.offers) do
    near[open.v] = load('v:', open.v)
  end
end
c.unrecorded = nil
if ARGV[24] == '1' and not c.hungUp then
  hang(c, term)
end
if tell(c, told, 25) and not rebuilding then
  withdraw_unwanted(c, near)
end
if rebuilding then
  -- Who was told of these is asked again: volunteers were suspended, seekers announce themselves.
  for _, node in pairs(c.conns) do
    w('DEL', tag .. 'node:' .. node)
  end
  c.offers, c.conns, c.away = {}, {}, now
  end_transfer(c)
  c.watched = nil
  w('ZREM', tag .. 'due', 'silent:' .. id)
end
c.left = c.left or ARGV[19] == '1' or nil
if c.left then
  c.callback = nil
end

local function holder_of(v_id)
  local v = near[v_id] or load('v:', v_id)
  if not v then
    -- Known from PostgreSQL only; the node that has the socket announces the rest.
    v = { id = v_id, status = 'lost', was = 'offline', why = 'rebuild', held = {}, ringing = {},
      idle = now, media = 'chat', chats = 1, untilMs = 0, county = c.origin, can = 0 }
    w('SADD', tag .. 'vols', v_id)
    w('ZADD', tag .. 'live', now + policy.grace, 'grace:' .. v_id)
  end
  near[v_id] = v
  return v
end

if not ahead then
  local old = c.holder
  if c.term < term or c.stage ~= stage or (old or '') ~= holder then
    if not rebuilding then
      withdraw_offers(c, near)
    end
    end_transfer(c)
    if old and old ~= holder then
      holder_of(old).held[id] = nil
    end
    c.term, c.stage = term, stage
    c.aside, c.won = nil, nil
    c.calls, c.callAfter = tonumber(ARGV[22]), tonumber(ARGV[23])
    c.byCall, c.reached = nil, nil
    wish_call(c, ARGV[21])
    c.holder = holder ~= '' and holder or nil
    c.outcome = ARGV[17] ~= '' and ARGV[17] or nil
    c.returned = ARGV[18] == '1' or nil
    c.front = stage == 'waiting' and c.returned or nil
    c.accepted = c.accepted or now
  end
  show(c, { stage = c.stage, holder = c.holder, term = c.term, outcome = c.outcome })
end
if c.holder then
  holder_of(c.holder).held[id] = way(c)
end
if c.stage == 'waiting' then
  if c.away and is_given_up(c) then
    w('ZADD', tag .. 'due', 'NX', now + policy.awayMax, 'away:' .. id)
  end
  if step_ends(c) then
    w('ZADD', tag .. 'due', 'NX', step_ends(c), 'widen:' .. id)
  end
  if c.needs ~= 0 then
    w('ZADD', tag .. 'due', 'NX', now + policy.yield, 'yield:' .. id)
  end
else
  -- It may have waited until now.
  w('ZREM', tag .. 'due', 'widen:' .. id, 'yield:' .. id, 'away:' .. id)
end
if c.stage == 'wrapUp' then
  w('ZADD', tag .. 'due', 'NX', now + policy.wrapUp, 'wrap:' .. id)
elseif c.stage == 'connecting' then
  await_leg(c, CONNECT)
end
watch_red(c)
watch_away(c)
if lost and c.holder and has_red_card(c) then
  open_alarm(c, 'redCard') -- whether a supervisor has looked was lost as well
end
if rebuilding then
  call('HSET', tag .. 'rebuild', 'until', now + policy.lease)
end
-- A lane or list may have lost it, or hold it wrongly: stand anew.
if c.lane then
  w('ZREM', tag .. c.lane, id)
end
w('ZREM', tag .. 'wait', id)
w('ZREM', tag .. 'wait:' .. c.origin, id)
c.lane, c.score = nil, nil
local text = save_contact(c)
if c.stage == 'closed' and not ahead then
  w('ZREM', tag .. 'due', 'wrap:' .. id)
  forget(c)
end
for _, v in pairs(near) do
  save_volunteer(v)
end
commit('restored', id, c.holder, text)
return { 'OK', ahead and 1 or 0, text }
