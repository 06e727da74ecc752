-- Pages through the open contacts. ARGV: 4 cursor, 0 at first. Answers {OK, next cursor,
-- contact...}.
-- uses: sound
local page = call('SSCAN', tag .. 'open', ARGV[4], 'COUNT', 200)
local reply = { 'OK', page[1] }
for _, id in ipairs(page[2]) do
  if load_contact(id) then
    reply[#reply + 1] = contact_text(id)
  end
end
return reply
