-- Reads what may be broken: one that is not as the scripts write it must not stop the others.
-- uses: prelude
-- A contact, or nil.
local function load_contact(id)
  local ok, c = pcall(load, 'c:', id)
  if ok and c and c.id == id and c.stage and c.origin and c.level and c.arrival and c.term and
      type(c.offers) == 'table' and type(c.conns) == 'table' and type(c.avoid) == 'table' and
      type(c.alarms) == 'table' and seen[id] then
    return c
  end
end

-- A volunteer, or nil if there is none; an error if it is not as the scripts write it.
local function load_volunteer(id)
  local v = load('v:', id)
  assert(not v or (v.id == id and v.county and v.can and v.media and v.chats and v.untilMs and
    v.idle and type(v.held) == 'table' and type(v.ringing) == 'table'), 'volunteer:' .. id)
  return v
end
