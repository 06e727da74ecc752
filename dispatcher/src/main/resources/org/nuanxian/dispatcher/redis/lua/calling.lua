-- How somebody who left a number is called. Only reads.
-- uses: prelude
-- c.callback: the hours of the day in which they may be called ('0-24': all), by Chinese time; nil:
-- no wish. c.calls: tries that reached nobody; c.callAfter: none before it; c.callsOver: none at
-- all. c.byCall: whoever holds it took it to call; c.reached: and did. c.missed: the term and
-- volunteer of the last try. c.turn: when call_turn says that something changes.
-- Of a call that came in: c.hungUp: the term since which nobody is on the line any more;
-- c.callable: the hours in which that number may be called if they are in danger.
local HOUR_MS = 3600000

-- A caller who has not hung up: only an answered leg makes a holder, and only its legs end that.
local function on_line(c)
  return c.medium == 'voice' and not c.hungUp
end

-- They are called, and not written to: they left a number, and no page of theirs is open, or they
-- hung up.
local function is_called(c)
  return c.callback and c.away and not on_line(c) and true or false
end

-- A call of which no leg is known, and nobody is to be called: nothing to offer.
local function is_silent(c)
  return c.medium == 'voice' and c.away and not is_called(c)
end

-- As what it is offered, or lies with its holder.
local function way(c)
  local by_call = c.byCall
  if c.stage == 'waiting' then
    by_call = is_called(c)
  end
  return by_call and 'voice' or c.medium
end

-- How many hours from this instant until the clock shows that one: 0 to 23.
local function hours_until(at, last)
  return (last - math.floor(at / HOUR_MS + 8)) % 24
end

-- When they may be called: now, or after the pause, or when their hours begin.
local function call_from(c)
  local first, last = string.match(c.callback, '^(%d+)%-(%d+)$')
  local length = (last - first - 1) % 24 + 1
  local from = math.max(now, c.callAfter or 0)
  local left = hours_until(from, last)
  if length == 24 or (left > 0 and left <= length) then
    return from
  end
  return from - from % HOUR_MS + hours_until(from, first) * HOUR_MS
end

local function is_paused(c)
  return is_called(c) and call_from(c) > now
end

-- When that changes by itself, or nil.
local function call_turn(c)
  if not is_called(c) then
    return nil
  end
  local from = call_from(c)
  if from > now then
    return from
  end
  local first, last = string.match(c.callback, '^(%d+)%-(%d+)$')
  if (last - first) % 24 == 0 then
    return nil
  end
  return now - now % HOUR_MS + hours_until(now, last) * HOUR_MS
end
