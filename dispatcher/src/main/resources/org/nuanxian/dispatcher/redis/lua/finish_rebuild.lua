-- Last step of a rebuild: the era is set and matching begins. ARGV: 4 the new era.
-- uses: writing
w('HSET', KEYS[1], 'era', ARGV[4], 'tick', int(now))
w('DEL', tag .. 'rebuild')
hint('era')
commit('rebuilt')
return { 'OK', 0, '' }
