-- The roster changed. ARGV: 4 volunteer, 5 on shift until ms (0: not on shift). Unknown: nothing.
-- uses: match_volunteer
local v = load('v:', ARGV[4])
local till = tonumber(ARGV[5])
if not v or v.untilMs == till then
  return { 'OK', 0, '' }
end
last_until(v, till)
w('ZADD', tag .. 'due', till, 'shift:' .. v.id)
happened('shift', nil, v.id)
local _, again = ring_next(v)
write()
return { 'OK', again, '' }
