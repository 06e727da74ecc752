-- Whether something is so that concerns no contact: nobody on duty, a channel that fails … ARGV:
-- from 4 on fours of a kind, a county (or the city's code: it concerns all of it), 1 or 0, and ''
-- or what it is about. An alarm begins with its cause and ends with it; a cause that comes again
-- within ten minutes is the same alarm, which goes on from where it stood. Repeat: nothing is
-- written.
-- uses: writing ladder
local AGAIN = 600000

local function begins(field, kind, county, about, before)
  local id = before and before.id or derive('alarm:' .. field)
  local rung = before and before.rung or 0
  local alarm = { id = id, kind = kind, county = county, rung = rung,
    due = now + rung_ms(kind, rung), opened = before and before.opened or now, about = about }
  w('SET', tag .. 'e:' .. id, cjson.encode(alarm))
  w('SADD', tag .. 'alarms', id)
  w('ZADD', tag .. 'due', alarm.due, 'rung:' .. id)
  w('HSET', tag .. 'causes', field, cjson.encode({ id = id }))
  happened('raised', nil, nil, cjson.encode(alarm))
end

local function ends(field, id)
  local alarm, text = load('e:', id)
  w('DEL', tag .. 'e:' .. id)
  w('SREM', tag .. 'alarms', id)
  w('ZREM', tag .. 'due', 'rung:' .. id)
  w('HSET', tag .. 'causes', field, cjson.encode({ id = id, ended = now, rung = alarm.rung,
    opened = alarm.opened }))
  happened('ceased', nil, nil, text)
end

-- Another server is missed, or one less: the alarm climbs on as it stood.
local function is_about(id, about)
  local alarm = load('e:', id)
  if alarm.about ~= about then
    alarm.about = about
    w('SET', tag .. 'e:' .. id, cjson.encode(alarm))
    hint('alarms')
  end
end

for i = 4, #ARGV, 4 do
  local field = ARGV[i] .. ':' .. ARGV[i + 1]
  local text = call('HGET', tag .. 'causes', field)
  local cause = text and cjson.decode(text)
  local stands = cause and not cause.ended
  local about = ARGV[i + 3] ~= '' and ARGV[i + 3] or nil
  if ARGV[i + 2] == '1' and stands then
    is_about(cause.id, about)
  elseif ARGV[i + 2] == '1' then
    begins(field, ARGV[i], ARGV[i + 1], about, cause and now - cause.ended < AGAIN and cause)
  elseif ARGV[i + 2] == '0' and stands then
    ends(field, cause.id)
  end
end
if #events > 0 then
  hint('alarms')
  write()
elseif #writes > 0 then
  flush()
end
return { 'OK', 0, '' }
