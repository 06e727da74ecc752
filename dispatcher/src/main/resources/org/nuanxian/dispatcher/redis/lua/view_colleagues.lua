-- Whom the holder may ask to go on now. ARGV: 4 contact. Answers {OK, volunteer, county, seat ...},
-- at most a screenful, those of the contact's own county first.
-- uses: handing
local LIMIT = 60
local c = load_contact(ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
local reply = { 'OK' }
for own = 1, 2 do
  for _, one in ipairs(colleagues(c, nil)) do
    if (one.v.county == c.origin) == (own == 1) and #reply < 3 * LIMIT then
      reply[#reply + 1] = one.v.id
      reply[#reply + 1] = one.v.county
      reply[#reply + 1] = one.v.call and 'onCall' or 'atDesk'
    end
  end
end
return reply
