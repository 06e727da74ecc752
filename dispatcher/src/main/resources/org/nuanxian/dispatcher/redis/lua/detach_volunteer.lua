-- The volunteer's socket closed. ARGV: 4 id, 5 connection. Another connection counts: as it is.
-- uses: presence offer_any
local v = load('v:', ARGV[4])
if not v or v.conn ~= ARGV[5] then
  return { 'OK', 0, '' }
end
local rang = next(v.ringing) ~= nil
lose(v)
for contact in pairs(v.held) do
  hint('c:' .. contact)
end
save_volunteer(v)
commit('lost', nil, v.id)
return { 'OK', rang and offer_any() or 0, '' }
