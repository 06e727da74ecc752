-- A volunteer's leg was answered: that is how somebody on the line is accepted. ARGV: 4 contact,
-- 5 offer. First answer wins. Repeat while it is still theirs: as it is.
-- uses: accepting
local c = load('c:', ARGV[4])
local ring_there = c and on_line(c) and c.offers[ARGV[5]]
local v = ring_there and load('v:', ring_there.v)
if not v or (c.stage ~= 'waiting' and ring_there.purpose ~= 'transfer') then
  if c and c.won == ARGV[5] and (c.stage == 'connecting' or c.stage == 'active') then
    return { 'OK', 0, contact_text(c.id) }
  end
  return { 'NO', 'offer-gone' }
end
return accept(c, v, ARGV[5])
