-- How a talk ends.
-- uses: alarm offers
-- The record is to be written; the contact is the caller's to save.
local function end_talk(c, outcome)
  c.stage = 'wrapUp'
  c.outcome = outcome
  c.term = c.term + 1
  withdraw_offers(c)
  end_transfer(c)
  watch_red(c)
  watch_away(c)
  for kind in pairs(c.alarms) do
    close_alarm(c, kind)
  end
  w('ZADD', tag .. 'due', now + policy.wrapUp, 'wrap:' .. c.id)
  if c.channel ~= 'test' then -- who tries a seat tells nothing of how long others wait
    w('LPUSH', tag .. 'service', now - c.accepted)
    if n % 16 == 0 then
      w('LTRIM', tag .. 'service', 0, 49)
    end
  end
end
