package dev.spillway.router;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.Fairness;
import dev.spillway.fairqueue.control.Tally;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.control.TenantStats;
import dev.spillway.fairqueue.redis.RedisQueues;

import java.util.List;

/** A real Redis with a directory and queues, and a worker; the controller's part is played here. */
final class Platform implements AutoCloseable {
    private final TestRedis redis = TestRedis.start();
    private final RedisQueues queues = RedisQueues.connect("localhost", redis.port());
    private final FairQueue queue = queues.queue(new Domain(TestTenants.POOL));
    private final TestWorker worker;
    private int version;
    private List<TestTenants.Entry> tenants;

    Platform(TestTenants.Entry... tenants) {
        this.tenants = List.of(tenants);
        serve(tenants);
        this.worker = TestWorker.start(queue);
        Await.until("a live worker", () -> !queue.stats().slots().isEmpty());
    }

    /** Writes directory and entitlements, as the controller does. */
    void serve(TestTenants.Entry... now) {
        tenants = List.of(now);
        queue.configure(new DomainPolicy(Fairness.WEIGHTED, 10_000));
        for (TestTenants.Entry tenant : now) {
            queue.configure(
                    new TenantId(tenant.name()),
                    new TenantPolicy(
                            2,
                            tenant.requestsPerSecond(),
                            tenant.burst(),
                            tenant.queueDepth(),
                            100));
        }
        redis.set("spillway:directory", TestTenants.directory(++version, tenants));
    }

    void serveAgain() {
        serve(tenants.toArray(TestTenants.Entry[]::new));
    }

    TestRedis redis() {
        return redis;
    }

    FairQueue queue() {
        return queue;
    }

    TestWorker worker() {
        return worker;
    }

    RunningRouter router(String... properties) {
        RunningRouter router = RunningRouter.start(redis.port(), properties);
        router.awaitReady();
        return router;
    }

    TenantStats stats(TestTenants.Entry tenant) {
        return queue.stats().tenants().stream()
                .filter(stats -> stats.tenant().value().equals(tenant.name()))
                .findFirst()
                .orElseThrow();
    }

    long tally(TestTenants.Entry tenant, Tally tally) {
        return stats(tenant).tallies().getOrDefault(tally, 0L);
    }

    @Override
    public void close() {
        worker.close();
        queues.close();
        redis.close();
    }
}
