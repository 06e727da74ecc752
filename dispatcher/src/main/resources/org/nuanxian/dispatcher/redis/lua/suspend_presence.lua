-- First step of a rebuild: whoever is here says so again. No ARGV. Nobody is free, nobody is
-- declared gone; unless announced, a volunteer is lost when the grace ends.
-- uses: volunteer
for _, name in ipairs(call('SMEMBERS', tag .. 'frees')) do
  w('DEL', tag .. name)
end
w('DEL', tag .. 'frees', tag .. 'live')
local nodes = {}
for _, id in ipairs(call('SMEMBERS', tag .. 'vols')) do
  local v = load('v:', id)
  if v then
    if v.node then
      nodes[v.node] = true
    end
    if v.status ~= 'lost' then
      v.was, v.status, v.why = v.status, 'lost', 'rebuild'
    end
    v.conn, v.ringing = nil, {}
    v.chatFree, v.voiceFree = nil, nil
    w('ZADD', tag .. 'live', now + policy.grace, 'grace:' .. id)
    save_volunteer(v)
  end
end
for node in pairs(nodes) do
  w('DEL', tag .. 'node:' .. node)
end
call('HSET', tag .. 'rebuild', 'until', now + policy.lease)
flush()
return { 'OK', 0, '' }
