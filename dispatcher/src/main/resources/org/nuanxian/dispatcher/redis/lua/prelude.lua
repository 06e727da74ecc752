-- In front of every script but begin_rebuild.
--   KEYS[1]  {city}:head, a hash: era, n (events so far), now and tick (ms), revision
--   ARGV[1]  the era the caller believes in
--   ARGV[2]  '' or, in tests only, the present in ms
--   ARGV[3]  '' or the volunteer whose console reads after the answer and needs no hint
-- "policy" with a name is a number of ms, or a table of what the city decided: text that is put in
-- when the script is loaded.
local call = redis.call
local tag = string.sub(KEYS[1], 1, -5)
local head = call('HMGET', KEYS[1], 'era', 'n', 'now', 'revision')
local era = head[1] or ''
if era ~= ARGV[1] then
  return { 'REBUILD', era }
end
local n = tonumber(head[2] or '0')
local now = tonumber(head[3] or '0')
do
  local clock
  if ARGV[2] == '' then
    local time = call('TIME')
    clock = time[1] * 1000 + math.floor(time[2] / 1000)
  else
    clock = tonumber(ARGV[2])
  end
  -- A clock that steps back stands still instead: no deadline runs twice.
  if clock > now then
    now = clock
  end
end

-- Grows with everything that is hinted at, also from one life of Redis to the next.
local revision = tonumber(head[4] or '0')

-- A contact is a hash: body (JSON, what is proposed), term (as in the body), seen (JSON, what
-- people may see: what PostgreSQL has confirmed). Here is the seen of every contact that was read.
local seen = {}

-- As events and answers carry a contact: one JSON text.
local function whole(body, confirmed)
  return string.sub(body, 1, -2) .. ',"seen":' .. confirmed .. '}'
end

local function contact_text(id)
  local parts = call('HMGET', tag .. 'c:' .. id, 'body', 'seen')
  return parts[1] and whole(parts[1], parts[2])
end

-- What stands under that name, and for a volunteer or an alarm its text.
local function load(kind, id)
  if kind == 'c:' then
    local parts = call('HMGET', tag .. 'c:' .. id, 'body', 'seen')
    seen[id] = parts[2]
    return parts[1] and cjson.decode(parts[1])
  end
  local text = call('GET', tag .. kind .. id)
  return text and cjson.decode(text), text
end
