-- One more offer, to the gravest contact that somebody free can take. No ARGV. Repeat until 0.
-- uses: match_any
return { 'OK', guarded(match_any), '' }
