-- The roster changed. ARGV: 4 volunteer, 5 on shift until ms (0: not on shift), 6 can. Offers for
-- which they are no longer cleared are withdrawn. Unknown, or as it is: nothing.
-- uses: clearing
local v = load('v:', ARGV[4])
local till, can = tonumber(ARGV[5]), tonumber(ARGV[6])
if not v or (v.untilMs == till and v.can == can) then
  return { 'OK', 0, '' }
end
last_until(v, till)
w('ZADD', tag .. 'due', till, 'shift:' .. v.id)
return cleared(v, can, 'shift')
