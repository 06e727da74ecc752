-- Who is on, who waits, who talks. ARGV: 4 how many contacts at most, 5.. counties. Answers {OK,
-- now, number of volunteers, volunteer ..., contact ...}: volunteers who are here while their shift
-- lasts, or hold somebody; contacts that wait in these counties, the first of the queue first, or
-- that these volunteers hold.
-- uses: prelude
local LIMIT = tonumber(ARGV[4])
local mine = {}
for i = 5, #ARGV do
  mine[ARGV[i]] = true
end
local reply, shown, contacts = { 'OK', now, 0 }, {}, {}

local function show(id)
  local text = not shown[id] and #contacts < LIMIT and contact_text(id)
  if text then
    shown[id] = true
    contacts[#contacts + 1] = text
  end
end

for i = 5, #ARGV do
  for _, id in ipairs(call('ZRANGE', tag .. 'wait:' .. ARGV[i], 0, LIMIT - 1)) do
    show(id)
  end
end
for _, id in ipairs(call('SMEMBERS', tag .. 'vols')) do
  local v = load('v:', id)
  if v and mine[v.county] and (v.conn and v.untilMs > now or next(v.held)) then
    reply[#reply + 1] = cjson.encode(v)
    for held in pairs(v.held) do
      show(held)
    end
  end
end
reply[3] = #reply - 3
for _, text in ipairs(contacts) do
  reply[#reply + 1] = text
end
return reply
