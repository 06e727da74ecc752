-- uses: matching
-- later: match_contact
-- Of equal scores the smaller id, so that the order of lanes does not decide.
local function sooner(s, id, other, other_score)
  return not other or s < other_score or (s == other_score and id < other.id)
end

-- Whether somebody who rests, who is not what danger would rather find, or at whom it rang last and
-- who did not take it, leaves it to others.
local function is_left_to_others(c, v, all)
  local back, missing = stands_back(v), lacks(c, v.can)
  if is_beside_better(c, missing) or (back and not may_ask(c)) then
    return true
  elseif not back and missing == 0 and c.last ~= v.id then
    return false
  end
  local _, other = match_contact(c, all)
  return other and other.id ~= v.id
end

-- The contact for a volunteer: red first; own county while nobody has waited too long; else score.
-- all: see rings_at.
local function match_volunteer(v, all)
  local best, best_score, own, own_score
  local mine = home(v.county)
  local free = { chat = free_list(v, 'chat'), voice = free_list(v, 'voice') }
  if not next(free) then
    return nil
  end
  for _, lane in ipairs(parse_names('lanes')) do
    if free[lane.medium] and reaches(lane.step, lane.county, v.county) and
        bit.band(lane.mask, bit.bnot(v.can)) == 0 then
      for id, s in each(lane, 'lanes') do
        if v.pull and not all and not may_ring_at_pullers(s) then
          break
        end
        local first_of_all = sooner(s, id, best, best_score)
        local first_of_own = home(lane.county) == mine and sooner(s, id, own, own_score)
        local c = (first_of_all or first_of_own) and candidate(lane.key, id)
        if c and rings_at(c, mask_of(v), all) and not excluded(c, v.id) and
            not is_left_to_others(c, v, all) then
          if first_of_all then
            best, best_score = c, s
          end
          if first_of_own then
            own, own_score = c, s
          end
          break
        end
      end
    end
  end
  if not best then
    return nil
  end
  if own and not red(best) and not best.front and now - best.arrival < policy.ownCounty then
    best = own
  end
  return best, v
end

-- The next offer to a volunteer whom the script itself moved, if there is one; either way the
-- volunteer is saved, and the caller writes. aloud: an offer is hinted at although they ask.
-- Answers the contact and more.
local function ring_next(v, aloud)
  local c = found(match_volunteer, v)
  if not c then
    save_volunteer(v)
    return nil, 0
  end
  if aloud then
    asker = ''
  end
  ring(c, v)
  return c, more(v)
end
