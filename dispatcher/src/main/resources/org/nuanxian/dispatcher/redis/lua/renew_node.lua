-- A node says it lives. ARGV: 4 node, 5 '' or, to join, the name of its server. A lease that ran out
-- answers lapsed until the node joins again and announces what it holds. Whoever joins under a name
-- is that server from then on: it is missed no more.
-- uses: prelude
local member = 'lease:' .. ARGV[4]
local joins = ARGV[5] ~= ''
if not joins and not call('ZSCORE', tag .. 'live', member) then
  return { 'NO', 'lapsed' }
end
call('ZADD', tag .. 'live', now + policy.lease, member)
if joins then
  call('HSET', tag .. 'names', ARGV[5], ARGV[4])
  call('HDEL', tag .. 'missed', ARGV[5])
end
return { 'OK', 0, '' }
