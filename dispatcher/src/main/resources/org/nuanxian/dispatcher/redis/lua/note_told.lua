-- A help seeker was told how long it may last. ARGV: 4 contact, 5 until when at most, ms. The first
-- that a wait was told stands. Repeat, not waiting: nothing. No event, and no hint: nobody shows it.
-- uses: sound
local c = load_contact(ARGV[4])
if c and c.stage == 'waiting' and not c.told then
  c.told = tonumber(ARGV[5])
  call('HSET', tag .. 'c:' .. c.id, 'body', cjson.encode(c))
end
return { 'OK' }
