-- What the city decided of its ladders. ARGV: from 4 on pairs of a kind and its pauses in ms, a
-- JSON list. What runs keeps its time; the next rung takes the new one. Repeat: nothing is written.
-- uses: writing
local before = {}
local all = call('HGETALL', tag .. 'ladders')
for i = 1, #all, 2 do
  before[all[i]] = all[i + 1]
end
for i = 4, #ARGV, 2 do
  if before[ARGV[i]] ~= ARGV[i + 1] then
    w('HSET', tag .. 'ladders', ARGV[i], ARGV[i + 1])
  end
  before[ARGV[i]] = nil
end
for kind in pairs(before) do
  w('HDEL', tag .. 'ladders', kind)
end
if #writes > 0 then
  flush()
end
return { 'OK', 0, '' }
