-- uses: handing
-- Asks the next of a team to take a contact over, or says that nobody is left; commits.
local function ring_team(c)
  local v = next_of_team(c)
  if v then
    ring_transfer(c, v)
    write()
  else
    c.transfer.state = 'nobody'
    told_of_transfer(c)
    commit('handingOver', c.id, c.holder, save_contact(c))
  end
end
