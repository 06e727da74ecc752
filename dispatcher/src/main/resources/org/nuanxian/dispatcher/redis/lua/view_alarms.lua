-- Every open escalation. No ARGV. Answers {OK, now, alarm ...}.
-- uses: prelude
local reply = { 'OK', now }
for _, id in ipairs(call('SMEMBERS', tag .. 'alarms')) do
  reply[#reply + 1] = call('GET', tag .. 'e:' .. id) or nil
end
return reply
