-- Level, danger or wishes changed. ARGV: 4 id, 5 level, 6 danger, 7 levelRev, 8 origin, 9 step,
-- 10 wants, 11 why that level, 12 hours to be called in or '', 13.. excluded volunteers, added to
-- those known. Repeat or older: as it is.
-- uses: telling match_contact
local c = load('c:', ARGV[4])
if not c then
  return { 'NO', 'unknown-contact' }
end
local told = { level = ARGV[5], why = ARGV[11], danger = ARGV[6] == '1', rev = tonumber(ARGV[7]),
  origin = ARGV[8], step = ARGV[9], wants = tonumber(ARGV[10]),
  callback = ARGV[12] }
if not tell(c, told, 13) then
  return { 'OK', 0, contact_text(c.id) }
end
if red(c) or c.callback then
  w('ZREM', tag .. 'due', 'away:' .. c.id)
elseif c.away and c.stage == 'waiting' and is_given_up(c) then
  w('ZADD', tag .. 'due', now + policy.awayMax, 'away:' .. c.id)
end
if c.needs ~= 0 and c.stage == 'waiting' then
  w('ZADD', tag .. 'due', 'NX', now + policy.yield, 'yield:' .. c.id)
end
local freed = withdraw_unwanted(c) or (c.stage == 'waiting' and hush(c))
watch_red(c)
watch_away(c)
commit('told', c.id, nil, save_contact(c))
local offered = offer(match_contact, c)
return { 'OK', freed and 1 or offered, saved[c.id] }
