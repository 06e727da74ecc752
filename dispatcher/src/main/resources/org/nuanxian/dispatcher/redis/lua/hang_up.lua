-- The caller hung up. ARGV: 4 contact, 5 the hours in which that number may be called if they are
-- in danger, or ''. Somebody listened: the record is to be written. Else to be called, if they wish it
-- or are in danger; in danger without a number: stays; anybody else: abandoned, to be followed up.
-- Repeat, or over: as it is.
-- uses: closing endings line offer_any
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
if c.medium ~= 'voice' then
  return { 'NO', 'wrong-stage' }
end
if c.hungUp or c.stage == 'wrapUp' or c.stage == 'closed' then
  return { 'OK', 0, contact_text(c.id) }
end
hang(c, c.term + 1)
local holder = c.holder
if c.stage == 'active' then
  end_talk(c, 'completed')
  commit('hungUp', c.id, holder, save_contact(c))
  return { 'OK', 0, saved[c.id] }
end
local v = holder and load('v:', holder)
if v then
  v.held[c.id] = nil
  v.idle = now
  c.holder = nil
  save_volunteer(v)
end
withdraw_offers(c)
if not c.left and (c.calls or 0) < policy.callTries and ARGV[5] ~= '' then
  c.callable = ARGV[5]
  c.callback = c.callback or (red(c) and c.callable) or nil
end
if ARGV[6] == '1' then
  abandon(c)
  c.outcome = 'static'
elseif red(c) or c.callback then
  requeue(c)
else
  abandon(c)
end
commit('hungUp', c.id, holder, save_contact(c))
return { 'OK', offer_any(), saved[c.id] }
