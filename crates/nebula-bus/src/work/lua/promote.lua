-- Moves work whose time has come back into the stream; returns the milliseconds until the next,
-- or -1 if there is none. KEYS: stream, delayed. ARGV: the most to move.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now),
    'LIMIT', 0, ARGV[1])
for _, member in ipairs(due) do
    local _, last, failures = string.find(member, '^(%d+):[%d-]+:')
    redis.call('XADD', KEYS[1], '*', 'event', string.sub(member, last + 1), 'failures', failures)
    redis.call('ZREM', KEYS[2], member)
end
local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
if #first == 0 then
    return -1
end
return math.max(0, tonumber(first[2]) - now)
