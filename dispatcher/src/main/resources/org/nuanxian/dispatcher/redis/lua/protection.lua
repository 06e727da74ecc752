-- What keeps volunteers from doing too much. Whoever rests stands behind everybody else who is free
-- and goes nowhere: see may_ask. Only decides; the volunteer is the caller's to save.
-- uses: volunteer
local NIGHT_LONGEST = 43200000 -- a night that began this long ago is another one
local HOUR = 3600000

local function dawn()
  local till = now - now % HOUR
  repeat
    till = till + HOUR
  until not is_night(till) or till > now + NIGHT_LONGEST
  return till
end

-- why: red, missed, shift or night; till in ms, or nil: until they say that they can, or the next
-- shift. A rest that lasts longer stays.
local function give_rest(v, why, till)
  local known = v.rest
  if known and (not known.till or (till and known.till >= till)) then
    return
  end
  v.rest = { why = why, till = till }
  if till then
    w('ZADD', tag .. 'due', int(till), 'rest:' .. v.id)
  end
end

-- They can, from now on.
local function end_rest(v)
  if v.rest and v.rest.till then
    w('ZREM', tag .. 'due', 'rest:' .. v.id)
  end
  v.rest, v.missed = nil, nil
end

-- One contact more, of a shift and of a night.
local function count_taken(v)
  v.taken, v.missed = (v.taken or 0) + 1, nil
  if v.taken >= policy.shiftMax then
    give_rest(v, 'shift')
  end
  if is_night(now) then
    if not v.night or now - v.night.since > NIGHT_LONGEST then
      v.night = { since = now, taken = 0 }
    end
    v.night.taken = v.night.taken + 1
    if v.night.taken >= policy.nightMax then
      give_rest(v, 'night', dawn())
    end
  end
end

-- Whoever misses by day is perhaps not there. By night, and at home, it means that they sleep: then
-- others are called, and nobody is sent to rest.
local function count_missed(v)
  if v.call or is_night(now) then
    return
  end
  v.missed = (v.missed or 0) + 1
  if v.missed >= policy.missedMax then
    give_rest(v, 'missed')
  end
end
