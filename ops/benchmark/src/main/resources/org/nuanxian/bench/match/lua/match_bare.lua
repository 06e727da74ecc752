-- The floor: a volunteer is free, a contact joins, the oldest meets the longest idle, an offer is
-- made. No eras, no lanes, no wishes, no history, no repeat.
-- KEYS[1] {city}:bare; ARGV: 1 contact, 2 volunteer, 3 deadline ms from now
local tag = string.sub(KEYS[1], 1, -5)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', tag .. 'free', now, ARGV[2])
redis.call('ZADD', tag .. 'waiting', now, ARGV[1])
local contact = redis.call('ZPOPMIN', tag .. 'waiting')[1]
local volunteer = redis.call('ZPOPMIN', tag .. 'free')[1]
local offer = tag .. 'offer:' .. volunteer
redis.call('HSET', offer, 'contact', contact, 'volunteer', volunteer, 'at', now)
redis.call('ZADD', tag .. 'due', now + tonumber(ARGV[3]), offer)
redis.call('PUBLISH', tag .. 'v:' .. volunteer, contact)
return { contact, volunteer }
