-- Last step of a rebuild: the era is set and matching begins. ARGV: 4 the new era, 5 the life of
-- Redis.
-- uses: writing
w('HSET', KEYS[1], 'era', ARGV[4], 'life', ARGV[5], 'tick', int(now))
w('DEL', tag .. 'rebuild')
hint('era')
commit('rebuilt')
return { 'OK', 0, '' }
