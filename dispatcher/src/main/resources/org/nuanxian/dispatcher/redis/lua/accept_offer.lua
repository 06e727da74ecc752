-- A volunteer says yes. ARGV: 4 volunteer, 5 connection, 6 offer. First accept wins. Somebody is on
-- the line: answer-the-call. Repeat while it is still his: as it is.
-- uses: caller accepting
local v, refused = caller()
if not v then
  return refused
end
local id = v.ringing[ARGV[6]]
local c = id and load('c:', id)
local ring_here = c and c.offers[ARGV[6]]
if not ring_here or ring_here.v ~= v.id or
    (c.stage ~= 'waiting' and ring_here.purpose ~= 'transfer') then
  for held in pairs(v.held) do
    local before = load('c:', held)
    if before and before.won == ARGV[6] and before.holder == v.id then
      return { 'OK', 0, contact_text(held) }
    end
  end
  return { 'NO', 'offer-gone' }
end
if on_line(c) then
  return { 'NO', 'answer-the-call' }
end
return accept(c, v, ARGV[6])
