-- Where a contact stands: its lane and the waiting lists. Only queues writes.
-- uses: writing calling
local RED = 4e12   -- above any arrival in ms: red is a class of its own
local FRONT = 1e12 -- whoever lost a volunteer goes before all of the same class
local HEAD_START = { yellow = policy.yellow, blue = policy.blue, none = 0 }

-- What a volunteer can answer for, beside the bits of gender, 1 and 2.
local SENIOR, MINORS, NIGHTS, SUPERVISES = 4, 8, 16, 64

-- From an answered leg to the bridge.
local CONNECT = 8000

-- A supervisor has confirmed that this person harassed: waits longer, and whoever supervises hears
-- their danger first.
local function marked(c)
  return bit.band(c.wants, SUPERVISES) ~= 0
end

local function unsupervised(c, can)
  return marked(c) and bit.band(can, SUPERVISES) == 0
end

-- On which of the wants a contact insists at first.
local function insists(wants)
  return bit.band(wants, SUPERVISES - 1)
end

local function red(c)
  return c.danger or c.level == 'red'
end

local function score(c)
  local front = c.front and FRONT or 0
  if red(c) then
    return c.arrival - RED - front
  end
  return c.arrival - HEAD_START[c.level] - front + (marked(c) and policy.heldBack or 0)
end

local function count(t)
  local size = 0
  for _ in pairs(t) do
    size = size + 1
  end
  return size
end

-- Set aside no more: the volunteer who did it is asked first.
local function wake(c)
  if c.aside then
    c.prefer = c.aside
    c.aside = nil
    c.since = now
  end
end

-- One that was set aside stands nowhere until it is woken.
local function waits(c)
  return c.stage == 'waiting' and not c.aside
end

-- In the names of free lists: whoever stands there takes for themselves (自己取).
local PULLS = 32

-- What somebody in danger would rather find and does not insist on: whoever supervises, if they are
-- marked, whoever is cleared for minors, if they are one, then grade A or B. 0 if all of it is there.
local function lacks(c, can)
  if not red(c) then
    return 0
  end
  local minors = bit.band(c.wants, MINORS) ~= 0 and bit.band(can, MINORS) == 0
  return (unsupervised(c, can) and 4 or 0) + (minors and 2 or 0) +
    (bit.band(can, SENIOR) == 0 and 1 or 0)
end

-- Whether somebody is all that a contact would rather find.
local function is_cleared(c, can)
  return lacks(c, can) == 0 and
    (bit.band(c.wants, MINORS) == 0 or bit.band(can, MINORS) ~= 0)
end

local function wants_offer(c)
  return waits(c) and not is_paused(c) and not is_silent(c) and
    count(c.offers) < (red(c) and 2 or 1)
end

-- Whether absence ends it one day: nobody in danger, who is to be called, or who is on the line.
local function is_given_up(c)
  return not red(c) and not c.callback and not on_line(c)
end

-- Its holder's leg, or the bridge, is on its way; after so many ms somebody else is looked for.
local function await_leg(c, ms)
  c.connect = true
  w('ZADD', tag .. 'due', int(now + ms), 'connect:' .. c.id)
end

-- A contact stands in exactly one lane while it wants one more offer, else in none.
local function stand_contact(c)
  local lane
  if wants_offer(c) then
    lane = 'lane:' .. way(c) .. ':' .. c.origin .. ':' .. c.step .. ':' .. c.needs
  end
  local s = score(c)
  if c.lane and c.lane ~= lane then
    w('ZREM', tag .. c.lane, c.id)
  end
  if lane and (c.lane ~= lane or c.score ~= s) then
    w('ZADD', tag .. lane, s, c.id)
    w('SADD', tag .. 'lanes', lane)
  end
  c.lane = lane
  if waits(c) then
    if c.score ~= s then
      w('ZADD', tag .. 'wait', s, c.id)
      w('ZADD', tag .. 'wait:' .. c.origin, s, c.id)
    end
    c.score = s
  elseif c.score then
    w('ZREM', tag .. 'wait', c.id)
    w('ZREM', tag .. 'wait:' .. c.origin, c.id)
    c.score = nil
  end
  if c.connect and c.stage ~= 'connecting' then
    w('ZREM', tag .. 'due', 'connect:' .. c.id)
    c.connect = nil
  end
  local turn = waits(c) and call_turn(c) or nil
  if turn ~= c.turn then
    if turn then
      w('ZADD', tag .. 'due', int(turn), 'call:' .. c.id)
    else
      w('ZREM', tag .. 'due', 'call:' .. c.id)
    end
    c.turn = turn
  end
end

-- Contacts and volunteers as this script leaves them, by id, in the form of answers.
local saved = {}

-- What people may see from now on; the contact is the caller's to save.
local function show(c, confirmed)
  seen[c.id] = cjson.encode(confirmed)
  w('HSET', tag .. 'c:' .. c.id, 'seen', seen[c.id])
end

-- Answers the form of events and answers.
local function save_contact(c)
  c.rev = c.rev + 1
  stand_contact(c)
  local body = cjson.encode(c)
  w('HSET', tag .. 'c:' .. c.id, 'body', body, 'term', int(c.term))
  hint('c:' .. c.id)
  saved[c.id] = whole(body, seen[c.id])
  return saved[c.id]
end

-- Nothing that people may see has changed: its confirmation will be hinted at, if any comes.
local function unseen(c)
  hints['c:' .. c.id] = nil
end
