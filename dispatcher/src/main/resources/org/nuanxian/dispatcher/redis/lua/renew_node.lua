-- A node says it lives. ARGV: 4 node, 5 join or renew. A lease that ran out answers lapsed until
-- the node joins again and announces what it holds.
-- uses: prelude
local member = 'lease:' .. ARGV[4]
if ARGV[5] ~= 'join' and not call('ZSCORE', tag .. 'live', member) then
  return { 'NO', 'lapsed' }
end
call('ZADD', tag .. 'live', now + policy.lease, member)
return { 'OK', 0, '' }
