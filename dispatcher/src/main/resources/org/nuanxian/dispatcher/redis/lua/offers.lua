-- How an offer is taken back.
-- uses: volunteer
-- The deadline of an offer, which names its contact as well.
local function deadline(offer, contact)
  return 'offer:' .. offer .. ' ' .. contact
end

-- Takes one open offer back from its volunteer; the contact is the caller's to save.
-- near: volunteers already loaded and saved by the caller, by id.
local function withdraw_offer(c, offer, near)
  local ring = c.offers[offer]
  c.offers[offer] = nil
  w('ZREM', tag .. 'live', deadline(offer, c.id))
  local v = near and near[ring.v] or load('v:', ring.v)
  if v then
    v.ringing[offer] = nil
    if not (near and near[ring.v]) then
      save_volunteer(v)
    end
  end
end

-- It rang here last and was not taken: not to be rung for this contact for a while, and then after
-- everybody else who is free. A hard exclusion stays.
local function rest(c, v, ms)
  c.last = v.id
  for other, till in pairs(c.avoid) do
    if till ~= -1 and till <= now then
      c.avoid[other] = nil
    end
  end
  if c.avoid[v.id] ~= -1 then
    c.avoid[v.id] = now + ms
  end
end

local function withdraw_offers(c, near)
  local freed = false
  for offer in pairs(c.offers) do
    withdraw_offer(c, offer, near)
    freed = true
  end
  return freed
end
