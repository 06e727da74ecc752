-- uses: fragment_b fragment_a
redis.call("INCRBY", KEYS[1], two - one)
return one
