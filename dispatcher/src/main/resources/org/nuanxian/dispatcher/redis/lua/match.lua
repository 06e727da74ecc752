-- One more offer, to the gravest contact that somebody free can take. No ARGV. Repeat until 0.
-- uses: offer_any
return { 'OK', offer_any(), '' }
