-- Forgets consumers that hold no work: the one that stops, and those silent for long.
-- KEYS: stream. ARGV: group, consumer, idle (ms).
for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
    local consumer = {}
    for index = 1, #info, 2 do
        consumer[info[index]] = info[index + 1]
    end
    local leaves = consumer.name == ARGV[2] or consumer.idle > tonumber(ARGV[3])
    if consumer.pending == 0 and leaves then
        redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer.name)
    end
end
