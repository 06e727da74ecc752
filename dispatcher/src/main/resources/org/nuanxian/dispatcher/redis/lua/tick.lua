-- The clock of a city, every half second from any node. No ARGV. Up to 32 due items of each kind,
-- each taken off before its handler; what fails goes to the poison list and harms nobody else.
-- Answers {OK, 1 if more is due, length of the poison list, contacts that changed their term ...}.
-- uses: presence endings offer_any ladder steps
-- later: ring_team
local BATCH = 32
local changed = {}

local function moved(c, kind, volunteer)
  local text = save_contact(c)
  commit(kind, c.id, volunteer, text)
  changed[#changed + 1] = c.id
end

local on = {}

function on.lease(node)
  for _, member in ipairs(call('SMEMBERS', tag .. 'node:' .. node)) do
    local kind = string.sub(member, 1, 1)
    w('ZADD', tag .. 'live', now, kind .. 'lost:' .. string.sub(member, 3))
  end
  w('DEL', tag .. 'node:' .. node)
  commit('nodeLost', nil, nil, cjson.encode({ node = node }))
end

function on.lapse(node)
  if not call('ZSCORE', tag .. 'live', 'lease:' .. node) then
    on.lease(node)
  end
end

function on.vlost(pair)
  local id, conn = string.match(pair, '^(%S+) (%S+)$')
  local v = load('v:', id)
  if v and v.conn == conn then
    lose(v)
    for contact in pairs(v.held) do
      hint('c:' .. contact)
    end
    save_volunteer(v)
    commit('lost', nil, id)
  end
end

function on.clost(pair)
  local id, conn = string.match(pair, '^(%S+) (%S+)$')
  local c = load('c:', id)
  if c and c.conns[conn] then
    part(c, conn)
    commit('away', id, nil, save_contact(c))
  end
end

function on.grace(id)
  local v = load('v:', id)
  if not v or v.status ~= 'lost' then
    return
  end
  local contact, c, talks
  for held in pairs(v.held) do
    local one = load('c:', held)
    if one and on_line(one) and one.stage ~= 'wrapUp' then
      talks = true -- their leg proves that they are there
    else
      contact, c = held, one
    end
  end
  if contact then
    v.held[contact] = nil
    w('ZADD', tag .. 'live', now, 'grace:' .. id)
    save_volunteer(v)
    if c and c.stage == 'wrapUp' then
      finish(c, v)
      moved(c, 'closed', id)
    elseif c then
      c.prefer = id -- who lost the line comes first, if they are back in time
      release(c)
      moved(c, 'released', id)
      offer(match_contact, c)
    else
      flush()
    end
  elseif talks then
    w('ZADD', tag .. 'live', now + policy.grace, 'grace:' .. id)
    flush()
  else
    w('DEL', tag .. 'v:' .. id)
    w('SREM', tag .. 'vols', id)
    w('ZREM', tag .. 'due', 'shift:' .. id, 'rest:' .. id)
    hint('v:' .. id)
    commit('offline', nil, id)
  end
end

function on.offer(pair)
  local name, contact = string.match(pair, '^(%S+) (%S+)$')
  local c = load('c:', contact)
  local open = c and c.offers[name]
  if open then
    local v = load('v:', open.v)
    withdraw_offer(c, name, v and { [v.id] = v }, 'expired')
    if v then
      rest(c, v, policy.expireRest)
      v.idle = now
      count_missed(v)
      save_volunteer(v)
    end
    watch_red(c)
    if is_night(now) and c.stage == 'waiting' and not red(c) and not c.alarms.nightMissed then
      open_alarm(c, 'nightMissed')
    end
    commit('expired', c.id, open.v, save_contact(c))
  end
end

function on.hand(id)
  local c = load('c:', id)
  if c and c.transfer and c.transfer.state == 'seeking' then
    ring_team(c)
  end
end

function on.widen(id)
  local c = load('c:', id)
  if c and c.stage == 'waiting' and step_ends(c) then
    repeat
      step_on(c)
    until not passed_over(c)
    if step_ends(c) then
      w('ZADD', tag .. 'due', step_ends(c), 'widen:' .. id)
    end
    commit('widened', id, nil, save_contact(c))
  end
end

function on.yield(id)
  local c = load('c:', id)
  if c and c.stage == 'waiting' and c.needs ~= 0 then
    local minors = bit.band(c.needs, MINORS)
    if minors ~= c.needs then
      -- Whom they would like to meet yields first; that a minor finds somebody cleared, later.
      c.needs = minors
      if minors ~= 0 then
        w('ZADD', tag .. 'due', now + policy.yield, 'yield:' .. id)
      end
    else
      c.needs = 0
      if not c.alarms.uncleared then
        open_alarm(c, 'uncleared')
      end
    end
    commit('yielded', id, nil, save_contact(c))
  end
end

function on.away(id)
  local c = load('c:', id)
  if c and c.stage == 'waiting' and c.away and is_given_up(c) then
    abandon(c)
    moved(c, 'abandoned')
  end
end

-- A bridge that is not made is looked for by somebody else; while the owner of the PBX is gone,
-- time stands still.
function on.connect(id)
  local c = load('c:', id)
  if not c or c.stage ~= 'connecting' then
    return
  end
  if c.away then
    await_leg(c, CONNECT)
    flush()
    return
  end
  local holder = c.holder
  local v = load('v:', holder)
  v.held[id] = nil
  v.idle = now
  rest(c, v, policy.expireRest)
  release(c)
  save_volunteer(v)
  moved(c, 'released', holder)
end

function on.call(id)
  local c = load('c:', id)
  if c and c.stage == 'waiting' then
    if not is_paused(c) then
      c.since, c.told = now, nil -- the wait begins now
    end
    commit('callTurn', id, nil, save_contact(c))
  end
end

function on.silent(id)
  local c = load('c:', id)
  if c and c.away and red(c) and not c.reached and not c.alarms.redSilent and
      c.stage ~= 'closed' and c.stage ~= 'wrapUp' then
    open_alarm(c, 'redSilent')
    commit('escalated', id, nil, save_contact(c))
  end
end

function on.rung(id)
  local alarm = load('e:', id)
  if not alarm then
    return
  end
  if alarm.contact and call('EXISTS', tag .. 'c:' .. alarm.contact) == 0 then
    w('DEL', tag .. 'e:' .. id)
    w('SREM', tag .. 'alarms', id)
    hint('alarms')
    commit('ended', alarm.contact)
    return
  end
  alarm.rung = alarm.rung + 1
  alarm.ack = nil
  alarm.due = now + rung_ms(alarm.kind, alarm.rung)
  local text = cjson.encode(alarm)
  w('SET', tag .. 'e:' .. id, text)
  w('ZADD', tag .. 'due', alarm.due, 'rung:' .. id)
  hint('alarms')
  commit('climbed', alarm.contact, nil, text)
end

function on.wrap(id)
  local c = load('c:', id)
  if c and c.stage == 'wrapUp' then
    local holder = c.holder
    local v = load('v:', holder)
    finish(c, v)
    if v then
      save_volunteer(v)
    end
    moved(c, 'closed', holder)
  end
end

function on.rest(id)
  local v = load('v:', id)
  if v and v.rest and v.rest.till and v.rest.till <= now then
    v.rest = nil
    save_volunteer(v)
    commit('rested', nil, id)
  end
end

function on.shift(id)
  local v = load('v:', id)
  if v and v.untilMs <= now then
    save_volunteer(v)
    commit('shiftOver', nil, id)
  end
end

local before = tonumber(call('HGET', KEYS[1], 'tick') or now)
local gap = now - before
call('HSET', KEYS[1], 'tick', int(now), 'now', int(now))
-- Nobody ticked: Redis was away, not the people. What proves presence is given that time back.
if gap > policy.tickGap then
  for _, item in ipairs(call('ZRANGE', tag .. 'live', 0, -1)) do
    call('ZINCRBY', tag .. 'live', gap, item)
  end
end

local more = 0
for _, clock in ipairs({ 'live', 'due' }) do
  local items = call('ZRANGEBYSCORE', tag .. clock, '-inf', now, 'LIMIT', 0, BATCH)
  for _, item in ipairs(items) do
    call('ZREM', tag .. clock, item)
    local kind, rest_of = string.match(item, '^(%a+):(.*)$')
    local ok, failure = pcall(on[kind], rest_of)
    if not ok then
      drop()
      call('LPUSH', tag .. 'poison', item .. ' ' .. tostring(failure))
    end
  end
  if #items == BATCH then
    more = 1
  end
end
local offered = 0
while offered < BATCH and offer_any() == 1 do
  offered = offered + 1
end
if offered == BATCH then
  more = 1
end

-- As they stand now: a match after the move may have changed them again.
local reply = { 'OK', more, call('LLEN', tag .. 'poison') }
for _, id in ipairs(changed) do
  local text = contact_text(id)
  if text then
    reply[#reply + 1] = text
  end
end
return reply
