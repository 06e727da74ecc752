-- Reads a contact that may be broken.
-- uses: prelude
-- A contact as the scripts write it, or nil: one that is not must not stop the others.
local function load_contact(id)
  local ok, c = pcall(load, 'c:', id)
  if ok and c and c.id == id and c.stage and c.origin and c.level and c.arrival and c.term and
      type(c.offers) == 'table' and type(c.conns) == 'table' and type(c.avoid) == 'table' and
      type(c.alarms) == 'table' and seen[id] then
    return c
  end
end
