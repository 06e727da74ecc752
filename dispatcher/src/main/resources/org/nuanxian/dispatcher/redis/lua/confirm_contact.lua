-- PostgreSQL holds this term: people may see it. ARGV: 4 id, 5 term. No event: nothing happened to
-- the contact. A closed one is forgotten here; PostgreSQL remembers it.
local c = load('c:', ARGV[4])
if not c then
  return { 'OK', 0, '' }
end
if c.term ~= tonumber(ARGV[5]) then
  return { 'OK', 0, cjson.encode(c) }
end
hint('c:' .. c.id)
if c.holder then
  hint('v:' .. c.holder)
end
if c.seen.holder then
  hint('v:' .. c.seen.holder)
end
if c.stage == 'closed' then
  forget(c)
else
  c.seen = { stage = c.stage, holder = c.holder, term = c.term, outcome = c.outcome }
  w('SET', tag .. 'c:' .. c.id, cjson.encode(c))
end
flush()
return { 'OK', 0, cjson.encode(c) }
