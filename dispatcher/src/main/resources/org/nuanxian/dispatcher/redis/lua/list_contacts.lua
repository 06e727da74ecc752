-- Pages through the open contacts. ARGV: 4 cursor, 0 at first. Answers {OK, next cursor, contact...}.
local page = call('SSCAN', tag .. 'open', ARGV[4], 'COUNT', 200)
local reply = { 'OK', page[1] }
for _, id in ipairs(page[2]) do
  local c = load_contact(id)
  if c then
    reply[#reply + 1] = cjson.encode(c)
  end
end
return reply
