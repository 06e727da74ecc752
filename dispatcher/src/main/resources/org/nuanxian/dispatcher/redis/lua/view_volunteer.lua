-- What a volunteer's console must show. ARGV: 4 id. Answers {OK, revision, volunteer or '',
-- number of held contacts, contact ..., then offer, ms left, contact for each ringing offer}.
-- uses: work
local v, text = load('v:', ARGV[4])
local reply = { 'OK', revision }
add_work(reply, v, text)
return reply
