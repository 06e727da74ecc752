-- uses: match_contact
-- The gravest waiting contact that somebody free can take.
local function match_any()
  local free, pulls = false, false
  for _, list in ipairs(parse_names('frees')) do
    if #read(list, 'frees', 0, 0) > 0 then
      free = free or bit.band(list.mask, PULLS) == 0
      pulls = pulls or bit.band(list.mask, PULLS) ~= 0
    end
  end
  -- Danger comes first in the queue, and may be rung in the place of calm ones.
  local head = call('ZRANGE', tag .. 'wait', 0, 0, 'WITHSCORES')
  local danger = head[2] and tonumber(head[2]) < 0
  if not free and not pulls and not danger then
    return nil
  end
  local all = {}
  for _, lane in ipairs(parse_names('lanes')) do
    local members = read(lane, 'lanes', 0, SCAN - 1)
    for i = 1, #members, 2 do
      all[#all + 1] = { id = members[i], score = tonumber(members[i + 1]), lane = lane.key }
    end
  end
  table.sort(all, function(a, b)
    return a.score < b.score or (a.score == b.score and a.id < b.id)
  end)
  for _, entry in ipairs(all) do
    local meets = free or entry.score < 0 or (pulls and may_ring_at_pullers(entry.score))
    local c = meets and candidate(entry.lane, entry.id)
    if c then
      local _, v = match_contact(c)
      if v then
        return c, v
      end
    end
  end
end
