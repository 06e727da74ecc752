-- How a script writes: it reads and decides everything, then commits: its events first, then its
-- other writes, then its hints.
-- uses: prelude
local writes = {}
local function w(...)
  writes[#writes + 1] = { ... }
end

local hints = {}
local asker = 'v:' .. ARGV[3]
local function hint(name)
  hints[name] = true
end

-- A whole number as text; what Lua makes of one by itself takes twice as long.
local function int(number)
  return string.format('%d', number)
end

local function revise()
  revision = math.max(revision + 1, now)
  return int(revision)
end

local events = {}

-- An event of this script. state: what it leaves behind. One text is the cheapest entry of a
-- stream: n, era, ms, kind, contact and volunteer ('-' for nobody), state, with blanks between.
local function happened(kind, contact, volunteer, state)
  n = n + 1
  -- While a rebuild runs, the era stands behind 'R:'; events carry it without.
  local reign = string.sub(era, 1, 2) == 'R:' and string.sub(era, 3) or era
  events[#events + 1] = int(n) .. ' ' .. reign .. ' ' .. int(now) .. ' ' .. kind .. ' ' ..
    (contact or '-') .. ' ' .. (volunteer or '-') .. ' ' .. (state or '')
end

-- Nothing of what was not committed yet.
local function drop()
  n = n - #events
  events, writes, hints = {}, {}, {}
end

local function send()
  for i = 1, #writes do
    call(unpack(writes[i]))
  end
  hints[asker] = nil
  for name in pairs(hints) do
    call('PUBLISH', tag .. name, int(revision))
  end
  writes, hints = {}, {}
end

-- What happened to nobody has no event.
local function flush()
  call('HSET', KEYS[1], 'revision', revise())
  send()
end

-- What happened so far: the events, then the writes, then the hints.
local function write()
  for i = 1, #events do
    call('XADD', tag .. 'events', '*', 'e', events[i])
  end
  events = {}
  call('HSET', KEYS[1], 'n', int(n), 'now', int(now), 'revision', revise())
  send()
end

-- The only event of a transition, or the last one, with all its writes.
local function commit(kind, contact, volunteer, state)
  happened(kind, contact, volunteer, state)
  write()
end

-- An id nobody else has: the era is random and n grows with each event.
local function derive(salt)
  local h = redis.sha1hex(era .. ':' .. int(n) .. ':' .. salt)
  return string.sub(h, 1, 8) .. '-' .. string.sub(h, 9, 12) .. '-5' .. string.sub(h, 14, 16) ..
    '-a' .. string.sub(h, 18, 20) .. '-' .. string.sub(h, 21, 32)
end
