-- How many wait, for each county asked. ARGV: 4.. counties. Answers {OK, now, then for each
-- county: waiting, earliest arrival ms among the first of the queue or 0, 1 if one of these waits
-- longer than anybody should}: longer than they were told, and a while; told nothing, for long.
-- Who is to be called later does not wait meanwhile.
-- uses: calling
local BEYOND_TOLD = 300000 -- what is told is a guess, right within minutes
local UNTOLD = 1200000
local reply = { 'OK', now }
for i = 4, #ARGV do
  local list = tag .. 'wait:' .. ARGV[i]
  reply[#reply + 1] = call('ZCARD', list)
  local earliest, overdue = 0, 0
  for _, id in ipairs(call('ZRANGE', list, 0, 15)) do
    local c = load('c:', id)
    if c and is_paused(c) then
      c = nil
    end
    if c and (earliest == 0 or c.arrival < earliest) then
      earliest = c.arrival
    end
    local till = c and (c.told and c.told + BEYOND_TOLD or (c.since or c.arrival) + UNTOLD)
    if till and till < now then
      overdue = 1
    end
  end
  reply[#reply + 1] = earliest
  reply[#reply + 1] = overdue
end
return reply
