-- What a help seeker may be told. ARGV: 4 id. Answers {OK, contact, rank in its reach, how many
-- serve in its reach, 1 if the holder's connection is lost, how many are ready on call, recent
-- service times in ms ...}.
-- uses: counties calling
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
local counties = (c.step == 'own' or c.step == 'linked') and counties_within(c.step, c.origin)
local confirmed = cjson.decode(seen[c.id])
local waiting = c.score
local before = waiting and string.format('(%d', waiting)
local place, serving = 0, 0
if counties then
  for _, county in ipairs(counties) do
    if waiting then
      place = place + call('ZCOUNT', tag .. 'wait:' .. county, '-inf', before)
    end
    serving = serving + call('SCARD', tag .. 'serving:' .. county) +
      call('SCARD', tag .. 'pulling:' .. county)
  end
  place = waiting and place + 1 or 0
else
  local rank = call('ZRANK', tag .. 'wait', c.id)
  place = rank and rank + 1 or 0
  serving = call('SCARD', tag .. 'serving') + call('SCARD', tag .. 'pulling')
end
-- A place that was shown never rises: when graver contacts pass, none is shown.
if waiting and confirmed.stage == 'waiting' then
  if c.shown and place > c.shown then
    place = 0
  elseif c.shown ~= place then
    c.shown = place
    call('HSET', tag .. 'c:' .. c.id, 'body', cjson.encode(c))
  end
end
local holder = confirmed.holder and load('v:', confirmed.holder)
local lost = holder and holder.status == 'lost' and holder.why == 'gone' and not on_line(c)
local reply = { 'OK', contact_text(c.id), place, serving,
  lost and 1 or 0, call('SCARD', tag .. 'calling') }
for _, ms in ipairs(call('LRANGE', tag .. 'service', 0, 49)) do
  reply[#reply + 1] = ms
end
return reply
