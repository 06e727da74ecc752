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

-- The same, and the contact of ARGV[6].
local function caller_and_contact()
  local v, refused = caller()
  local c = v and load('c:', ARGV[6])
  if v and not c then
    refused = { 'NO', 'unknown-contact' }
  end
  return v, c, refused
end
