-- The help seeker left by the exit. ARGV: 4 id. Waiting and not red: abandoned; else kept, and
-- marked so that nobody reaches out by himself. Repeat: as it is.
-- uses: endings offer_any
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
if c.left or c.stage == 'closed' then
  return { 'OK', 0, contact_text(c.id) }
end
c.left = true
c.callback = nil -- nobody reaches out to whoever left in haste
local freed = next(c.offers) ~= nil
if c.stage == 'waiting' and not red(c) then
  abandon(c)
elseif c.stage == 'waiting' and hush(c) then
  watch_red(c)
end
commit('left', c.id, nil, save_contact(c))
return { 'OK', freed and offer_any() or 0, saved[c.id] }
