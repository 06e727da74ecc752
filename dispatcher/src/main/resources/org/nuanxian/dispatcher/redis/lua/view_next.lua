-- How many wait whom a volunteer who takes for themselves could take, of those at the heads of the
-- lanes. ARGV: 4 volunteer. Answers {OK, how many}. Nobody of that name, or no room: none.
-- uses: match_volunteer
local v = load('v:', ARGV[4])
local count_of = 0
if v and is_here(v) then
  for _, lane in ipairs(parse_names('lanes')) do
    if free_list(v, lane.medium) and reaches(lane.step, lane.county, v.county) and
        bit.band(lane.mask, bit.bnot(v.can)) == 0 then
      for _, id in ipairs(call('ZRANGE', tag .. lane.key, 0, SCAN - 1)) do
        local c = load_contact(id)
        if c and not excluded(c, v.id) and not is_left_to_others(c, v, true) then
          count_of = count_of + 1
        end
      end
    end
  end
end
return { 'OK', count_of }
