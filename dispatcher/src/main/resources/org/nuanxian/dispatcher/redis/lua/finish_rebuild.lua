-- Last step of a rebuild: the era is set and matching begins. ARGV: 4 the new era.
-- uses: writing
w('SET', KEYS[1], ARGV[4])
w('SET', tag .. 'lastTick', now)
w('DEL', tag .. 'rebuild')
hint('era')
commit('rebuilt')
return { 'OK', 0, '' }
