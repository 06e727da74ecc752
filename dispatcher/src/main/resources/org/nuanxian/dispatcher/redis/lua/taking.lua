-- How a contact comes into somebody's hands.
-- uses: alarm offers
-- Whoever holds it now is free, and loses it with this term; the contact is the caller's to save.
local function take_from(c)
  local giver = load('v:', c.holder)
  giver.held[c.id] = nil
  giver.idle = now
  save_volunteer(giver)
  c.returned = true
end

-- v holds it in a new term, by_call: to call them; both are the caller's to save. ms: how long the
-- bridge may take, if somebody is on the line.
local function take(c, v, by_call, ms)
  end_transfer(c)
  c.stage = 'active'
  if on_line(c) then
    c.stage = 'connecting'
    await_leg(c, ms)
  end
  c.holder = v.id
  c.term = c.term + 1
  c.accepted = now
  c.byCall = by_call or nil
  c.front = nil
  c.prefer = nil
  c.last = nil
  c.takenOver = nil
  w('ZREM', tag .. 'due', 'widen:' .. c.id, 'yield:' .. c.id, 'away:' .. c.id)
  v.held[c.id] = way(c)
  v.idle = now
  if c.alarms.uncleared and is_cleared(c, v.can) then
    close_alarm(c, 'uncleared')
  elseif red(c) and unsupervised(c, v.can) and not c.alarms.uncleared then
    open_alarm(c, 'uncleared') -- their danger came while it rang here
  end
  watch_red(c)
  watch_away(c)
end
