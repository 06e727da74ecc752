-- What a volunteer's console must show. ARGV: 4 id. Answers {OK, volunteer or '', number of held
-- contacts, contact ..., then offer, ms left, contact for each ringing offer}.
local v = load('v:', ARGV[4])
if not v then
  return { 'OK', '', 0 }
end
local reply = { 'OK', cjson.encode(v), 0 }
for id in pairs(v.held) do
  local text = call('GET', tag .. 'c:' .. id)
  if text then
    reply[#reply + 1] = text
  end
end
reply[3] = #reply - 3
for offer, id in pairs(v.ringing) do
  local due = call('ZSCORE', tag .. 'live', 'offer:' .. offer)
  local text = call('GET', tag .. 'c:' .. id)
  if text and due then
    reply[#reply + 1] = offer
    reply[#reply + 1] = math.max(0, tonumber(due) - now)
    reply[#reply + 1] = text
  end
end
return reply
