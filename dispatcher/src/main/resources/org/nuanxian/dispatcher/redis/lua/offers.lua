-- How an offer is taken back.
-- uses: volunteer
-- The deadline of an offer, which names its contact as well.
local function deadline(offer, contact)
  return 'offer:' .. offer .. ' ' .. contact
end

-- Whoever was asked to take a contact over does not: its holder is told why, or the next of the
-- team is asked by the next tick.
local function not_taken_over(c, why)
  c.transfer.state = why
  if c.transfer.county then
    c.transfer.state = 'seeking'
    w('ZADD', tag .. 'due', now, 'hand:' .. c.id)
  end
  hint('c:' .. c.id)
  hint('v:' .. c.holder)
end

-- It has another holder, or none, or the holder goes on.
local function end_transfer(c)
  if c.transfer and c.transfer.county then
    w('ZREM', tag .. 'due', 'hand:' .. c.id)
  end
  c.transfer = nil
end

-- Takes one open offer back from its volunteer; the contact is the caller's to save.
-- near: volunteers already loaded and saved by the caller, by id; why: of a transfer, what became
-- of it (declined, expired; else gone).
local function withdraw_offer(c, offer, near, why)
  local ring = c.offers[offer]
  c.offers[offer] = nil
  if ring.purpose == 'transfer' then
    not_taken_over(c, why or 'gone')
  end
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

-- A waiting call of which no leg is known rings nowhere.
local function hush(c)
  return is_silent(c) and withdraw_offers(c)
end

-- How long an offer rings.
local function ring_time(c, v)
  if v.call then
    return policy.offerCall
  elseif red(c) then
    return policy.offerRed
  end
  local night = is_night(now)
  if way(c) == 'voice' then
    return night and policy.offerVoiceNight or policy.offerVoice
  end
  return night and policy.offerChatNight or policy.offerChat
end
