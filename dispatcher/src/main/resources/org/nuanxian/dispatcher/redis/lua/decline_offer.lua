-- A volunteer says no. ARGV: 4 volunteer, 5 connection, 6 offer. Not open: nothing.
-- uses: alarm caller offer_any
local v, refused = caller()
if not v then
  return refused
end
local id = v.ringing[ARGV[6]]
local c = id and load('c:', id)
if not c or not c.offers[ARGV[6]] then
  return { 'OK', 0, '' }
end
withdraw_offer(c, ARGV[6], { [v.id] = v }, 'declined')
rest(c, v, policy.declineRest)
v.idle = now
v.missed = nil
watch_red(c)
save_volunteer(v)
commit('declined', c.id, v.id, save_contact(c))
return { 'OK', offer_any(), saved[c.id] }
