package dev.spillway.fairqueue.benchmark;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.redis.EmbeddedRedis;
import dev.spillway.fairqueue.redis.RedisOptions;
import dev.spillway.fairqueue.redis.RedisQueues;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Full cycles per second, and what one costs Redis as a multiple of a plain SET in the same run.
 * Compare the ratios; the absolute times are this machine's.
 */
final class QueueBenchmark {

    private static final int CALLERS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(6);

    private final EmbeddedRedis redis;
    private final RedisCpu cpu;

    private QueueBenchmark(EmbeddedRedis redis, RedisCpu cpu) {
        this.redis = redis;
        this.cpu = cpu;
    }

    public static void main(String... arguments) throws InterruptedException {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisClient client = RedisClient.create("127.0.0.1", redis.port())) {
            new QueueBenchmark(redis, new RedisCpu(client)).run();
        }
    }

    private void run() throws InterruptedException {
        System.out.printf(
                "%d callers, %d processors%n%n%-48s %10s %10s %12s %8s%n",
                CALLERS,
                Runtime.getRuntime().availableProcessors(),
                "",
                "per second",
                "p50 µs",
                "Redis µs",
                "x SET");
        Load.Result set = sets();
        print("plain SET, one call at a time", set, set);
        print("full cycle, one call at a time, single claims", cycles(false, 8, 1), set);
        print("full cycle, shared round trips, single claims", cycles(true, 8, 1), set);
        print("full cycle, shared round trips, batched claims", cycles(true, 1, 64), set);
        print("plain SET again", sets(), set);
    }

    private Load.Result sets() throws InterruptedException {
        List<Jedis> connections = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            connections.add(new Jedis("127.0.0.1", redis.port()));
        }
        try {
            return Load.run(
                    CALLERS,
                    WARM_UP,
                    MEASURED,
                    cpu,
                    caller -> connections.get(caller).set("key-" + caller, "value"));
        } finally {
            connections.forEach(Jedis::close);
        }
    }

    private Load.Result cycles(boolean coalescing, int claimers, int mostPerClaim)
            throws InterruptedException {
        RedisOptions options = new RedisOptions("127.0.0.1", redis.port(), coalescing);
        Domain domain = new Domain("benchmark-" + coalescing + "-" + mostPerClaim);
        try (RedisQueues queues = RedisQueues.connect(options);
                Cycles cycles = new Cycles(queues.queue(domain), claimers, mostPerClaim)) {
            return Load.run(CALLERS, WARM_UP, MEASURED, cpu, cycles::cycle);
        }
    }

    private static void print(String what, Load.Result result, Load.Result set) {
        System.out.printf(
                "%-48s %10.0f %10.0f %12.1f %8.1f%n",
                what,
                result.perSecond(),
                result.p50Micros(),
                result.redisMicros(),
                result.redisMicros() / set.redisMicros());
    }
}
