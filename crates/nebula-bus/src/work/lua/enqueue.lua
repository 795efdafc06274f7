-- Accepts an event once. KEYS: stream, delayed, the event's state. ARGV: event, backlog, ttl (ms).
if redis.call('EXISTS', KEYS[3]) == 1 then
    return 'duplicate'
end
if redis.call('XLEN', KEYS[1]) + redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[2]) then
    return 'full'
end
redis.call('SET', KEYS[3], 'queued', 'PX', ARGV[3])
redis.call('XADD', KEYS[1], '*', 'event', ARGV[1], 'failures', 0)
return 'accepted'
