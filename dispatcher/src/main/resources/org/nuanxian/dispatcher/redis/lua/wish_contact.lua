-- What the help seeker told after opening. ARGV: 4 id, 5 origin, 6 avoids its county, 7 needs,
-- 8 levelRev, 9.. excluded volunteers, added to those known. Repeat or older: as it is.
-- uses: alarm match_contact
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
local rev = tonumber(ARGV[8])
if rev <= (c.wishRev or 0) or c.stage == 'closed' then
  return { 'OK', 0, contact_text(c.id) }
end
c.wishRev = rev
if ARGV[5] ~= c.origin then
  if c.score then
    w('ZREM', tag .. 'wait:' .. c.origin, c.id)
    c.score = nil
  end
  c.origin = ARGV[5]
end
if ARGV[6] == '1' then
  c.step = 'others'
elseif c.step == 'others' then
  c.step = 'city'
end
c.needs = red(c) and 0 or tonumber(ARGV[7])
if c.needs ~= 0 and c.stage == 'waiting' then
  w('ZADD', tag .. 'due', 'NX', now + policy.yield, 'yield:' .. c.id)
end
for i = 9, #ARGV do
  c.avoid[ARGV[i]] = -1
end
-- Whoever may not hear this person any more is not rung any longer.
local unwanted = {}
for offer, ring in pairs(c.offers) do
  local v = load('v:', ring.v)
  if c.avoid[ring.v] == -1 or not (v and reaches(c.step, c.origin, v.county)) then
    unwanted[#unwanted + 1] = offer
  end
end
for _, offer in ipairs(unwanted) do
  withdraw_offer(c, offer)
end
watch_red(c)
commit('wished', c.id, nil, save_contact(c))
local offered = guarded(match_contact, c)
return { 'OK', #unwanted > 0 and 1 or offered, saved[c.id] }
