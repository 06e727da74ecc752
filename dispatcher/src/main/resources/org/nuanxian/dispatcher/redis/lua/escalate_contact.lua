-- The holder calls for help (求援). ARGV: 4 volunteer, 5 connection, 6 contact. Open: as it is.
-- uses: alarm caller
local v, refused = caller()
if not v then
  return refused
end
local c = load('c:', ARGV[6])
if not c or c.holder ~= v.id then
  return { 'NO', 'not-holder' }
end
if not c.alarms.help then
  open_alarm(c, 'help')
  commit('escalated', c.id, v.id, save_contact(c))
end
return { 'OK', 0, contact_text(c.id) }
