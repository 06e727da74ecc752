-- Who asks. Only reads.
-- uses: prelude
-- The volunteer of ARGV[4] by the connection of ARGV[5], or why not: one whose connection is not
-- known is not here, or has not been announced since the present was lost.
local function caller()
  local v = load('v:', ARGV[4])
  if not v or not v.conn then
    return nil, { 'NO', 'not-present' }
  end
  if v.conn ~= ARGV[5] then
    return nil, { 'NO', 'displaced' }
  end
  return v
end
