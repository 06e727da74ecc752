-- In front of every script.
--   KEYS[1]  {city}:era
--   ARGV[1]  the era the caller believes in
--   ARGV[2]  policy: numbers split by a blank, in the order of the table below
--   ARGV[3]  '' or, in tests only, the present in ms
-- A script reads and decides everything, then commits: one XADD first, then its other writes.
local call = redis.call
local tag = string.sub(KEYS[1], 1, -4)
local head = call('MGET', KEYS[1], tag .. 'n', tag .. 'lastNow')
local era = head[1] or ''
if era ~= ARGV[1] then
  return { 'REBUILD', era }
end
-- While a rebuild runs, the era stands behind 'R:'; events carry it without.
local reign = string.gsub(era, '^R:', '')
local n = tonumber(head[2] or '0')
local last = tonumber(head[3] or '0')
local now
if ARGV[3] == '' then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  now = tonumber(ARGV[3])
end
-- A clock that steps back stands still instead: no deadline runs twice.
if now < last then
  now = last
end

local policy = {}
do
  local names = {
    'grace', 'offerChat', 'offerRed', 'widen', 'yield', 'awayMax', 'declineRest', 'expireRest',
    'rung', 'acknowledged', 'wrapUp', 'redAway', 'lease', 'tickGap', 'ownCounty',
  }
  local i = 0
  for number in string.gmatch(ARGV[2], '%S+') do
    i = i + 1
    policy[names[i]] = tonumber(number)
  end
end

-- Writes wait here until everything is decided.
local writes = {}
local function w(...)
  writes[#writes + 1] = { ... }
end

local hints = {}
local function hint(name)
  hints[name] = true
end

local function load(kind, id)
  local text = call('GET', tag .. kind .. id)
  return text and cjson.decode(text)
end

-- A contact as the scripts write it, or nil: one that is not must not stop the others.
local function load_contact(id)
  local ok, c = pcall(load, 'c:', id)
  if ok and c and c.id == id and c.stage and c.origin and c.level and c.arrival and c.term and
      type(c.offers) == 'table' and type(c.conns) == 'table' and type(c.avoid) == 'table' and
      type(c.alarms) == 'table' and type(c.seen) == 'table' then
    return c
  end
end

local function flush()
  for i = 1, #writes do
    call(unpack(writes[i]))
  end
  for name in pairs(hints) do
    call('PUBLISH', tag .. name, n)
  end
  writes = {}
  hints = {}
end

-- The one event of a transition, its writes, then its hints. state: what the event leaves behind.
local function commit(kind, contact, volunteer, state)
  n = n + 1
  call('XADD', tag .. 'events', '*', 'n', n, 'era', reign, 'at', now, 'kind', kind,
    'contact', contact or '', 'volunteer', volunteer or '', 'state', state or '')
  call('MSET', tag .. 'n', n, tag .. 'lastNow', now)
  flush()
end

-- An id nobody else has: the era is random and n grows with each event.
local function derive(salt)
  local h = redis.sha1hex(era .. ':' .. n .. ':' .. salt)
  return string.sub(h, 1, 8) .. '-' .. string.sub(h, 9, 12) .. '-5' .. string.sub(h, 14, 16) ..
    '-a' .. string.sub(h, 18, 20) .. '-' .. string.sub(h, 21, 32)
end
