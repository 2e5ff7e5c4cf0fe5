package dev.spillway.controller.redis;

import dev.spillway.controller.loop.Queues;
import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.control.Control;
import dev.spillway.fairqueue.redis.RedisQueues;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The queues of all pools in one Redis: a domain for each pool, under its name. */
public final class RedisPoolQueues implements Queues, AutoCloseable {

    private final RedisQueues redis;
    private final Map<String, FairQueue> queues = new ConcurrentHashMap<>();

    public RedisPoolQueues(RedisQueues redis) {
        this.redis = redis;
    }

    @Override
    public Control of(String pool) {
        return queues.computeIfAbsent(pool, name -> redis.queue(new Domain(name)));
    }

    @Override
    public void release(String pool) {
        FairQueue queue = queues.remove(pool);
        if (queue != null) {
            queue.close();
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
