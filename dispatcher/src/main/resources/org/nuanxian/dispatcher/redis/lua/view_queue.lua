-- How many wait, for each county asked. ARGV: 4.. counties. Answers {OK, now, then for each
-- county: waiting, earliest arrival ms among the first of the queue or 0}.
-- uses: prelude
local reply = { 'OK', now }
for i = 4, #ARGV do
  local list = tag .. 'wait:' .. ARGV[i]
  reply[#reply + 1] = call('ZCARD', list)
  local earliest = 0
  for _, id in ipairs(call('ZRANGE', list, 0, 15)) do
    local c = load('c:', id)
    if c and (earliest == 0 or c.arrival < earliest) then
      earliest = c.arrival
    end
  end
  reply[#reply + 1] = earliest
end
return reply
