-- Queues a dead letter again. KEYS: stream, dead, the event's state. ARGV: entry, ttl (ms).
local entry = redis.call('XRANGE', KEYS[2], ARGV[1], ARGV[1])
if #entry == 0 then
    return 0
end
redis.call('SET', KEYS[3], 'queued', 'PX', ARGV[2])
redis.call('XADD', KEYS[1], '*', 'event', entry[1][2][2], 'failures', 0)
redis.call('XDEL', KEYS[2], ARGV[1])
return 1
