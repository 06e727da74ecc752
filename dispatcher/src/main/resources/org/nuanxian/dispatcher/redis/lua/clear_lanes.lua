-- Second step of a rebuild: lanes and waiting lists are emptied; restored contacts stand anew.
-- No ARGV.
-- uses: writing
for _, name in ipairs(call('SMEMBERS', tag .. 'lanes')) do
  local origin = string.match(name, '^lane:%a+:(%d+):')
  w('DEL', tag .. name)
  w('DEL', tag .. 'wait:' .. origin)
end
w('DEL', tag .. 'lanes', tag .. 'wait')
flush()
return { 'OK', 0, '' }
