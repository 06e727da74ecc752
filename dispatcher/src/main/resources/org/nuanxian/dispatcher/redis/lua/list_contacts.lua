-- Pages through the open contacts. ARGV: 4 cursor, 0 at first. Answers {OK, next cursor, contact...}.
local page = call('SSCAN', tag .. 'open', ARGV[4], 'COUNT', 200)
local reply = { 'OK', page[1] }
for _, id in ipairs(page[2]) do
  local text = call('GET', tag .. 'c:' .. id)
  if text then
    reply[#reply + 1] = text
  end
end
return reply
