-- uses: fragment_a
-- later: half
local function unused()
  return one
end

if ARGV[1] then
  return half(ARGV[1])
end
