-- One node at a time does a chore of the city. ARGV: 4 chore, 5 node, 6 ms. OK 1: it is yours.
-- uses: prelude
local key = tag .. 'chore:' .. ARGV[4]
local held = call('HMGET', key, 'node', 'until')
if held[1] and held[1] ~= ARGV[5] and tonumber(held[2]) > now then
  return { 'OK', 0, '' }
end
call('HSET', key, 'node', ARGV[5], 'until', now + tonumber(ARGV[6]))
return { 'OK', 1, '' }
