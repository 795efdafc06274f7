-- Puts work off: one step, so that it is never in neither place. Left alone if another consumer
-- has taken it over. KEYS: stream, delayed. ARGV: group, consumer, entry, delay (ms), failures.
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1)
local entry = redis.call('XRANGE', KEYS[1], ARGV[3], ARGV[3])
if #pending == 0 or pending[1][2] ~= ARGV[2] or #entry == 0 then
    return 0
end
local now = redis.call('TIME')
local due = now[1] * 1000 + math.floor(now[2] / 1000) + tonumber(ARGV[4])
-- The entry's id keeps equal events apart in the set.
local member = ARGV[5] .. ':' .. ARGV[3] .. ':' .. entry[1][2][2]
redis.call('ZADD', KEYS[2], string.format('%.0f', due), member)
redis.call('XACK', KEYS[1], ARGV[1], ARGV[3])
redis.call('XDEL', KEYS[1], ARGV[3])
return 1
