package dev.spillway.controller.redis;

import dev.spillway.controller.loop.Queues;
import dev.spillway.fairqueue.control.Control;

public final class RedisPoolQueues implements Queues {

    public RedisPoolQueues(String host, int port) {}

    @Override
    public Control of(String pool) {
        throw new dev.spillway.fairqueue.QueueUnavailableException("", new RuntimeException());
    }

    @Override
    public void release(String pool) {}
}
