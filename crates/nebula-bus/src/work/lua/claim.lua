-- Takes over work of consumers that are silent. Returns {entry, deliveries, event, failures}
-- each. KEYS: stream. ARGV: group, consumer, idle (ms), the most to take.
local claimed, cursor = {}, '0-0'
repeat
    local reply = redis.call('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], cursor,
        'COUNT', ARGV[4] - #claimed)
    cursor = reply[1]
    for _, entry in ipairs(reply[2]) do
        local pending = redis.call('XPENDING', KEYS[1], ARGV[1], entry[1], entry[1], 1)
        claimed[#claimed + 1] = { entry[1], pending[1][4], entry[2][2], entry[2][4] }
    end
until cursor == '0-0' or #claimed >= tonumber(ARGV[4])
return claimed
