-- What lies before a volunteer.
-- uses: prelude
-- text_of_v: the volunteer as Redis holds it.
local function add_work(reply, v, text_of_v)
  if not v then
    reply[#reply + 1] = ''
    return
  end
  reply[#reply + 1] = text_of_v
  local count_at = #reply + 1
  reply[count_at] = 0
  for id in pairs(v.held) do
    local text = contact_text(id)
    if text then
      reply[#reply + 1] = text
    end
  end
  reply[count_at] = #reply - count_at
  for offer, id in pairs(v.ringing) do
    local due = call('ZSCORE', tag .. 'live', 'offer:' .. offer .. ' ' .. id)
    local text = contact_text(id)
    if text and due then
      reply[#reply + 1] = offer
      reply[#reply + 1] = math.max(0, tonumber(due) - now)
      reply[#reply + 1] = text
    end
  end
end
