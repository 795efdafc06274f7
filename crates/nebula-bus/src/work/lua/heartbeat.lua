-- Keeps work from being taken over while it is worked on, unless it already was. KEYS: stream.
-- ARGV: group, consumer, entries.
for index = 3, #ARGV do
    local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[index], ARGV[index], 1)
    if #pending == 1 and pending[1][2] == ARGV[2] then
        redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[index], 'JUSTID')
    end
end
