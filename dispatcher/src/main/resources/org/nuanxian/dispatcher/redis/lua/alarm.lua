-- Escalations. A ladder climbs on its timer until a human has acted.
-- uses: contact
-- later: open_alarm close_alarm
-- Alarms of somebody for whom nobody has come yet, beside redWaiting.
local WHILE_WAITING = { 'onlyResting', 'nightMissed' }

-- A waiting red contact has a ringing offer or a running rung; call before saving it.
local function watch_red(c)
  if c.stage == 'waiting' and red(c) then
    if not c.alarms.redWaiting and count(c.offers) == 0 then
      open_alarm(c, 'redWaiting')
    end
  elseif c.alarms.redWaiting then
    close_alarm(c, 'redWaiting')
  end
  if c.stage ~= 'waiting' and next(c.alarms) then
    for _, kind in ipairs(WHILE_WAITING) do
      close_alarm(c, kind)
    end
  end
end

-- A red contact whose help seeker is away is looked after before long.
local function watch_away(c)
  if c.away and c.stage ~= 'closed' and c.stage ~= 'wrapUp' and red(c) and not c.reached then
    if not c.alarms.redSilent then
      c.watched = true
      w('ZADD', tag .. 'due', c.away + policy.redAway, 'silent:' .. c.id)
    end
  else
    if c.alarms.redSilent then
      close_alarm(c, 'redSilent')
    end
    if c.watched then
      c.watched = nil
      w('ZREM', tag .. 'due', 'silent:' .. c.id)
    end
  end
end
