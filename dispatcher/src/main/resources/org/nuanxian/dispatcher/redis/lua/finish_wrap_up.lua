-- The record is written; the volunteer is free again. ARGV: 4 volunteer, 5 connection, 6 contact,
-- 7 term. Repeat: as it is.
-- uses: caller endings match_volunteer
local v, c, refused = caller_and_contact()
if refused then
  return refused
end
local term = tonumber(ARGV[7])
if c.stage == 'closed' and c.term == term + 1 then
  return { 'OK', 0, contact_text(c.id) }
end
if c.holder ~= v.id or c.term ~= term or c.stage ~= 'wrapUp' then
  return { 'NO', 'stale' }
end
finish(c, v)
local text = save_contact(c)
unseen(c)
happened('closed', c.id, v.id, text)
-- The next offer does not wait until PostgreSQL has heard of this and the answer is given.
local _, again = ring_next(v, true)
write()
return { 'OK', again, text }
