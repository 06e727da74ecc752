-- How a contact ends or is given back.
-- uses: offers alarm protection steps
-- Ends a contact nobody holds: abandoned while it waited.
local function abandon(c, near)
  withdraw_offers(c, near)
  c.stage = 'closed'
  c.aside = nil
  c.outcome = 'abandoned'
  c.term = c.term + 1
  watch_red(c)
  watch_away(c)
  w('ZREM', tag .. 'due', 'widen:' .. c.id, 'yield:' .. c.id, 'away:' .. c.id)
end

-- Nobody was reached on the telephone, and nobody calls any more; the record says who is to follow
-- it up.
local function end_unreached(c)
  c.stage = 'closed'
  c.holder = nil
  c.outcome = 'callback'
  c.term = c.term + 1
  c.byCall = nil
  watch_red(c)
  watch_away(c)
end

-- Back to its place in the queue.
local function requeue(c)
  c.stage = 'waiting'
  c.holder = nil
  c.term = c.term + 1
  c.since = now
  c.told = nil -- what was told spoke of the wait before
  c.byCall, c.reached = nil, nil
  whole_city(c)
  -- The timers of a waiting contact ended when it was accepted.
  if c.needs ~= 0 then
    w('ZADD', tag .. 'due', now + policy.yield, 'yield:' .. c.id)
  end
  if c.away and is_given_up(c) then
    w('ZADD', tag .. 'due', now + policy.awayMax, 'away:' .. c.id)
  end
  watch_red(c)
  watch_away(c)
end

-- Back to the front of the queue after its volunteer was lost.
local function release(c)
  c.front = true
  c.returned = true
  -- Whoever was asked to take it over is asked to take it.
  for _, ring in pairs(c.offers) do
    ring.purpose = is_called(c) and not is_paused(c) and 'callback' or 'serve'
    hint('v:' .. ring.v)
  end
  end_transfer(c)
  hush(c)
  requeue(c)
end

-- The record is written, or its time is over: the contact is closed and its holder freed, who rests
-- a while after danger.
local function finish(c, v)
  c.stage = 'closed'
  c.holder = nil
  c.term = c.term + 1
  w('ZREM', tag .. 'due', 'wrap:' .. c.id)
  if v then
    v.held[c.id] = nil
    v.idle = now
    if red(c) and policy.redRest > 0 then
      give_rest(v, 'red', now + policy.redRest)
    end
  end
end
