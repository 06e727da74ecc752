-- What the help seeker, or a card, says of a contact: level, danger and wishes.
-- uses: matching alarm steps
local function has_red_card(one)
  return one.level == 'red' and one.why == 'card'
end

-- A card that a volunteer sets red is looked at by a supervisor; the alarm of an earlier one ends
-- when it is another colour. Call before told is taken over.
local function watch_card(c, told)
  if c.alarms.redCard then
    if not has_red_card(told) then
      close_alarm(c, 'redCard')
    end
  elseif c.holder and has_red_card(told) and not has_red_card(c) then
    open_alarm(c, 'redCard')
  end
end

-- The hours to be called in, or '': counts while tries are left, until they leave in haste. A
-- contact that was set aside is called as well.
local function wish_call(c, hours)
  local wish = hours ~= '' and hours or (c.hungUp and red(c) and c.callable)
  c.callback = wish and not c.left and (c.calls or 0) < policy.callTries and wish or nil
  if c.callback then
    c.callsOver = nil
    wake(c)
  end
end

-- Somebody marked is in danger while a volunteer listens who does not supervise: one is called.
local function call_supervisor(c)
  if marked(c) and c.holder and c.stage ~= 'wrapUp' and not c.alarms.uncleared then
    local v = load('v:', c.holder)
    if unsupervised(c, v and v.can or 0) then
      open_alarm(c, 'uncleared')
    end
  end
end

-- Takes over what is on record if it is newer than what Redis knows; answers whether it was. All of
-- it has one number, so that what was lost on its way comes with whatever is told next.
-- told: level, why (that level), danger, rev, origin, step (own or others), wants, callback (hours
-- or ''); from: where ARGV names volunteers.
local function tell(c, told, from)
  if told.rev <= c.levelRev then
    return false
  end
  watch_card(c, told)
  c.level, c.why, c.danger, c.levelRev = told.level, told.why, told.danger, told.rev
  if told.origin ~= c.origin then
    if c.score then
      w('ZREM', tag .. 'wait:' .. c.origin, c.id)
      c.score = nil
    end
    c.origin = told.origin
  end
  if told.step == 'others' then
    c.step = 'others'
  elseif c.step == 'others' then
    c.step = 'city'
  end
  -- A want that has yielded comes back only if another one is told.
  if told.wants ~= c.wants then
    c.wants, c.needs = told.wants, insists(told.wants)
  end
  wish_call(c, told.callback)
  for i = from, #ARGV do
    c.avoid[ARGV[i]] = -1
  end
  if red(c) then
    wake(c)
    c.needs = 0
    whole_city(c)
    call_supervisor(c)
  end
  return true
end

-- Whoever may not hear this person any more is not rung any longer; answers whether somebody was.
-- near: as for withdraw_offer.
local function withdraw_unwanted(c, near)
  local unwanted = {}
  for offer, open in pairs(c.offers) do
    local v = near and near[open.v] or load('v:', open.v)
    if c.avoid[open.v] == -1 or not (v and reaches(c.step, c.origin, v.county)) then
      unwanted[#unwanted + 1] = offer
    end
  end
  for _, offer in ipairs(unwanted) do
    withdraw_offer(c, offer, near)
  end
  return #unwanted > 0
end
