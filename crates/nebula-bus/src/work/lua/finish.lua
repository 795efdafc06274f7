-- The work is done. KEYS: stream, the event's state. ARGV: group, entry, ttl (ms).
redis.call('SET', KEYS[2], 'done', 'PX', ARGV[3])
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
return redis.call('XDEL', KEYS[1], ARGV[2])
