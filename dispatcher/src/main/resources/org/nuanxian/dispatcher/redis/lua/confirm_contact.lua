-- PostgreSQL holds these terms: people may see them. ARGV, for each contact: 4 id, 5 term, 6 stage,
-- 7 holder or '', 8 outcome or '', 9 the volunteer who reads after the answer or ''. No event:
-- nothing happened to the contacts. A closed one is forgotten here; PostgreSQL remembers it.
-- Repeat, another term: nothing.
-- uses: writing
-- later: forget
local function confirm(id, term, stage, holder, outcome, reader)
  local present = call('HMGET', tag .. 'c:' .. id, 'term', 'seen')
  if present[1] ~= term then
    return
  end
  hint('c:' .. id)
  if holder ~= '' and holder ~= reader then
    hint('v:' .. holder)
  end
  local before = string.match(present[2], '"holder":"([^"]*)"')
  if before and before ~= reader then
    hint('v:' .. before)
  end
  if stage == 'closed' then
    forget(load('c:', id))
  else
    w('HSET', tag .. 'c:' .. id, 'seen', cjson.encode({ stage = stage, term = tonumber(term),
      holder = holder ~= '' and holder or nil, outcome = outcome ~= '' and outcome or nil }))
  end
end

for i = 4, #ARGV, 6 do
  confirm(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4], ARGV[i + 5])
end
flush()
return { 'OK', 0, '' }
