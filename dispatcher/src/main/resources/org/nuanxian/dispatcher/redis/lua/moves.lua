-- The moves of a contact that more than one script makes.

-- Ends a contact nobody holds: abandoned while it waited.
local function abandon(c, near)
  withdraw_offers(c, near)
  c.stage = 'closed'
  c.outcome = 'abandoned'
  c.term = c.term + 1
  watch_red(c)
  watch_away(c)
  w('ZREM', tag .. 'due', 'widen:' .. c.id, 'yield:' .. c.id, 'away:' .. c.id)
end

-- The present of a closed contact ends; PostgreSQL remembers it.
local function forget(c)
  w('DEL', tag .. 'c:' .. c.id)
  w('SREM', tag .. 'open', c.id)
  if c.won then
    w('DEL', tag .. 'o:' .. c.won)
  end
  for kind in pairs(c.alarms) do
    close_alarm(c, kind)
  end
  for conn, node in pairs(c.conns) do
    w('SREM', tag .. 'node:' .. node, 'c ' .. c.id .. ' ' .. conn)
  end
  w('ZREM', tag .. 'due', 'widen:' .. c.id, 'yield:' .. c.id, 'away:' .. c.id, 'wrap:' .. c.id,
    'silent:' .. c.id)
end

-- Back to the front of the queue after its volunteer was lost.
local function release(c)
  c.stage = 'waiting'
  c.holder = nil
  c.term = c.term + 1
  c.front = true
  c.returned = true
  if c.step == 'own' then
    c.step = 'city'
  end
  -- The timers of a waiting contact ended when it was accepted.
  if c.needs ~= 0 then
    w('ZADD', tag .. 'due', now + policy.yield, 'yield:' .. c.id)
  end
  if c.away and not red(c) then
    w('ZADD', tag .. 'due', now + policy.awayMax, 'away:' .. c.id)
  end
  withdraw_offers(c)
  watch_red(c)
  watch_away(c)
end

-- The volunteer's socket is gone: nothing rings there, contacts are kept until the grace ends.
local function lose(v)
  v.was = v.status
  v.status = 'lost'
  v.why = 'gone'
  if v.conn then
    w('SREM', tag .. 'node:' .. v.node, 'v ' .. v.id .. ' ' .. v.conn)
  end
  v.conn = nil
  w('ZADD', tag .. 'live', now + policy.grace, 'grace:' .. v.id)
  local ringing = {}
  for offer, contact in pairs(v.ringing) do
    ringing[#ringing + 1] = { offer, contact }
  end
  local near = { [v.id] = v }
  for _, pair in ipairs(ringing) do
    local c = load('c:', pair[2])
    if c and c.offers[pair[1]] then
      withdraw_offer(c, pair[1], near)
      watch_red(c)
      save_contact(c)
    end
  end
end

-- Somebody came in through a node that holds no lease: unless it joins soon, it is dead.
local function vouch(node)
  if not call('ZSCORE', tag .. 'live', 'lease:' .. node) then
    w('ZADD', tag .. 'live', now + policy.lease, 'lapse:' .. node)
  end
end

local function part(c, conn)
  w('SREM', tag .. 'node:' .. c.conns[conn], 'c ' .. c.id .. ' ' .. conn)
  c.conns[conn] = nil
  if next(c.conns) == nil then
    c.away = now
    if c.stage == 'waiting' and not red(c) then
      w('ZADD', tag .. 'due', now + policy.awayMax, 'away:' .. c.id)
    end
    watch_away(c)
  end
end

-- The record is written, or its time is over: the contact is closed and its holder freed.
local function finish(c, v)
  c.stage = 'closed'
  c.holder = nil
  c.term = c.term + 1
  w('ZREM', tag .. 'due', 'wrap:' .. c.id)
  if v then
    v.held[c.id] = nil
    v.idle = now
  end
end
