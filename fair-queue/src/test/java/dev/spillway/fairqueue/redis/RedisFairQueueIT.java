package dev.spillway.fairqueue.redis;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.FairQueueContract;

import org.junit.jupiter.api.AfterAll;

import java.util.concurrent.atomic.AtomicInteger;

final class RedisFairQueueIT extends FairQueueContract {

    private static final EmbeddedRedis REDIS = EmbeddedRedis.start();
    private static final RedisQueues QUEUES = REDIS.connect();
    private static final AtomicInteger DOMAINS = new AtomicInteger();

    @AfterAll
    static void stop() {
        QUEUES.close();
        REDIS.close();
    }

    @Override
    protected FairQueue newQueue() {
        return QUEUES.queue(new Domain("test-" + DOMAINS.incrementAndGet()), clock);
    }
}
