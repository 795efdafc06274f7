-- Gives work up. Left alone if another consumer has taken it over. KEYS: stream, dead.
-- ARGV: group, consumer, entry, attempts, reason, the most dead letters to keep.
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1)
local entry = redis.call('XRANGE', KEYS[1], ARGV[3], ARGV[3])
if #pending == 0 or pending[1][2] ~= ARGV[2] or #entry == 0 then
    return 0
end
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[6], '*',
    'event', entry[1][2][2], 'attempts', ARGV[4], 'reason', ARGV[5])
redis.call('XACK', KEYS[1], ARGV[1], ARGV[3])
redis.call('XDEL', KEYS[1], ARGV[3])
return 1
