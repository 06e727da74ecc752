redis.call("INCRBY", KEYS[1], two - one)
return one
