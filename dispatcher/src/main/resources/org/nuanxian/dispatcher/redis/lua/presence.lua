-- Who is here, by which connection.
-- uses: offers alarm
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
    if c.stage == 'waiting' then
      if hush(c) then
        watch_red(c)
      end
      if is_given_up(c) then
        w('ZADD', tag .. 'due', now + policy.awayMax, 'away:' .. c.id)
      end
    end
    watch_away(c)
  end
end
