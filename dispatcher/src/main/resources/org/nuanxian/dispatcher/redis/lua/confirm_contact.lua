-- PostgreSQL holds this term: people may see it. ARGV: 4 id, 5 term, 6 stage, 7 holder or '',
-- 8 outcome or ''. No event: nothing happened to the contact. A closed one is forgotten here;
-- PostgreSQL remembers it. Repeat, another term: nothing.
-- uses: forget
local id, term = ARGV[4], ARGV[5]
local present = call('HMGET', tag .. 'c:' .. id, 'term', 'seen')
if present[1] ~= term then
  return { 'OK', 0, '' }
end
local old_holder = string.match(present[2], '"holder":"([^"]*)"')
hint('c:' .. id)
if ARGV[7] ~= '' then
  hint('v:' .. ARGV[7])
end
if old_holder then
  hint('v:' .. old_holder)
end
if ARGV[6] == 'closed' then
  forget(load('c:', id))
else
  w('HSET', tag .. 'c:' .. id, 'seen', cjson.encode({ stage = ARGV[6], term = tonumber(term),
    holder = ARGV[7] ~= '' and ARGV[7] or nil, outcome = ARGV[8] ~= '' and ARGV[8] or nil }))
end
flush()
return { 'OK', 0, '' }
