-- A node says goodbye, before it sends its people away. ARGV: 4 node, 5 the name of its server,
-- which nobody misses from now on, unless another node has come under the same name. The lease is
-- renewed until the node has gone, and then runs out. Repeat: nothing.
-- uses: prelude
if call('HGET', tag .. 'names', ARGV[5]) == ARGV[4] then
  call('HDEL', tag .. 'names', ARGV[5])
  call('HDEL', tag .. 'missed', ARGV[5])
end
return { 'OK', 0, '' }
