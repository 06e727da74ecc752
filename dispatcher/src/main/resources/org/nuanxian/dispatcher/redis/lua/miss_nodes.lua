-- Which servers are missed: nobody has held a lease under their name for policy.nodeLost. No ARGV.
-- Answers {OK, name ...}. Missed for half a day: taken away, so it is forgotten. Repeat: the same.
-- uses: prelude
local FORGOTTEN = 43200000
local names = call('HGETALL', tag .. 'names')
local fresh, old, reply = {}, {}, {}
for i = 1, #names, 2 do
  local name = names[i]
  if not call('ZSCORE', tag .. 'live', 'lease:' .. names[i + 1]) then
    local since = tonumber(call('HGET', tag .. 'missed', name))
    if not since then
      fresh[#fresh + 1] = name
    elseif now - since >= FORGOTTEN then
      old[#old + 1] = name
    elseif now - since >= policy.nodeLost then
      reply[#reply + 1] = name
    end
  end
end
for _, name in ipairs(fresh) do
  call('HSET', tag .. 'missed', name, string.format('%d', now))
end
for _, name in ipairs(old) do
  call('HDEL', tag .. 'names', name)
  call('HDEL', tag .. 'missed', name)
end
table.sort(reply)
table.insert(reply, 1, 'OK')
return reply
