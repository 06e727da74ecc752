-- The volunteer's socket opened. ARGV: 4 id, 5 connection, 6 node, 7 mode: new or again,
-- 8 county, 9 can, 10 status, 11 media, 12 chats, 13 on shift until ms, 14 seat, 15 1 if they take
-- for themselves (10 to 15 are taken only where Redis knows nothing newer). new: the last one wins.
-- again (a node announces what it holds): only where no other connection took over. Repeat: as it
-- is.
-- uses: presence clearing
local v = load('v:', ARGV[4])
local member = 'v ' .. ARGV[4] .. ' ' .. ARGV[5]
if v and v.conn == ARGV[5] and v.node == ARGV[6] and v.county == ARGV[8] and
    call('SISMEMBER', tag .. 'node:' .. v.node, member) == 1 then
  return { 'OK', 0, '' }
end
if v and v.conn and v.conn ~= ARGV[5] then
  if ARGV[7] == 'again' then
    return { 'NO', 'displaced' }
  end
  w('SREM', tag .. 'node:' .. v.node, 'v ' .. v.id .. ' ' .. v.conn)
end
if not v then
  v = { id = ARGV[4], status = 'lost', was = ARGV[10], held = {}, ringing = {}, idle = now,
    media = ARGV[11], chats = tonumber(ARGV[12]), untilMs = tonumber(ARGV[13]),
    call = ARGV[14] == 'onCall' or nil, pull = ARGV[15] == '1' or nil }
  w('SADD', tag .. 'vols', v.id)
elseif v.why == 'rebuild' and ARGV[7] == 'again' then
  v.was, v.media, v.chats = ARGV[10], ARGV[11], tonumber(ARGV[12])
  last_until(v, tonumber(ARGV[13]))
  v.call = ARGV[14] == 'onCall' or nil
  v.pull = ARGV[15] == '1' or nil
end
v.county = ARGV[8]
v.conn, v.node = ARGV[5], ARGV[6]
if v.status == 'lost' then
  v.status, v.was, v.why = v.was, nil, nil
  w('ZREM', tag .. 'live', 'grace:' .. v.id)
end
w('SADD', tag .. 'node:' .. v.node, member)
w('ZREM', tag .. 'live', 'vlost:' .. v.id .. ' ' .. v.conn)
w('ZADD', tag .. 'due', v.untilMs, 'shift:' .. v.id)
vouch(v.node)
for contact in pairs(v.held) do
  hint('c:' .. contact)
end
return cleared(v, tonumber(ARGV[9]), 'attached')
