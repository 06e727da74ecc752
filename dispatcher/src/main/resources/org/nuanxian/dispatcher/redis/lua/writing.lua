-- How a script writes: it reads and decides everything, then commits: one XADD first, then its
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

local function revise()
  revision = math.max(revision + 1, now)
  return revision
end

local function send()
  for i = 1, #writes do
    call(unpack(writes[i]))
  end
  hints[asker] = nil
  for name in pairs(hints) do
    call('PUBLISH', tag .. name, revision)
  end
  writes = {}
  hints = {}
end

-- What happened to nobody has no event.
local function flush()
  call('SET', tag .. 'revision', revise())
  send()
end

-- The one event of a transition, its writes, then its hints. state: what the event leaves behind.
local function commit(kind, contact, volunteer, state)
  n = n + 1
  -- While a rebuild runs, the era stands behind 'R:'; events carry it without.
  local reign = string.sub(era, 1, 2) == 'R:' and string.sub(era, 3) or era
  call('XADD', tag .. 'events', '*', 'n', n, 'era', reign, 'at', now, 'kind', kind,
    'contact', contact or '', 'volunteer', volunteer or '', 'state', state or '')
  call('MSET', tag .. 'n', n, tag .. 'lastNow', now, tag .. 'revision', revise())
  send()
end

-- An id nobody else has: the era is random and n grows with each event.
local function derive(salt)
  local h = redis.sha1hex(era .. ':' .. n .. ':' .. salt)
  return string.sub(h, 1, 8) .. '-' .. string.sub(h, 9, 12) .. '-5' .. string.sub(h, 14, 16) ..
    '-a' .. string.sub(h, 18, 20) .. '-' .. string.sub(h, 21, 32)
end
