-- The holder asks somebody else to go on, and stays until they accept. ARGV: 4 volunteer,
-- 5 connection, 6 contact, 7 term, 8 name of this transfer, 9 volunteer or county, 10 whom.
-- Repeat: as it is. Another term: stale. One rings already, or nobody can: nothing changes.
-- uses: caller handing
local v, c, refused = caller_and_contact()
if refused then
  return refused
end
if c.holder == v.id and c.transfer and c.transfer.id == ARGV[8] then
  return { 'OK', 0, contact_text(c.id) }
end
if c.holder ~= v.id or c.term ~= tonumber(ARGV[7]) or c.stage ~= 'active' then
  return { 'NO', 'stale' }
end
if c.transfer and (c.transfer.state == 'ringing' or c.transfer.state == 'seeking') then
  return { 'NO', 'already-asked' }
end
-- Whoever is asked may sit in any county; only a wish of the help seeker keeps counties out.
if c.step ~= 'others' then
  c.step = 'city'
end
c.transfer = { id = ARGV[8], rings = 0, tried = {},
  county = ARGV[9] == 'county' and ARGV[10] or nil }
local asked
if c.transfer.county then
  asked = next_of_team(c)
else
  asked = load_volunteer(ARGV[10])
  asked = asked and may_take_over(c, asked) and asked
end
if not asked then
  return { 'NO', 'nobody-free' }
end
happened('handing', c.id, v.id)
ring_transfer(c, asked)
write()
return { 'OK', 0, saved[c.id] }
