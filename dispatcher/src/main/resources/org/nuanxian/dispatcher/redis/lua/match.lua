-- One more offer, to the gravest contact that somebody free can take. No ARGV. Repeat until 0.
return { 'OK', guarded(match_any), '' }
