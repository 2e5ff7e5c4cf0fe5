package dev.spillway.rag;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.redis.RedisQueues;

import redis.clients.jedis.RedisClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands around a worker: the controller that publishes tenants, the router that asks. */
final class TestPlatform implements AutoCloseable {

    private static final RouterId ROUTER = new RouterId("test-router");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final RedisClient redis;
    private final RedisQueues queues;
    final FairQueue queue;
    private int requests;

    TestPlatform(int redisPort) {
        redis = RedisClient.create("localhost", redisPort);
        queues = RedisQueues.connect("localhost", redisPort);
        queue = queues.queue(new Domain(TestWorker.POOL));
    }

    private record Tenant(String name, String pool, List<String> collections) {}

    private record Directory(int version, List<Tenant> tenants) {}

    /** Publishes the pool's tenants, each with its one collection, beside one of another pool. */
    void publish(Map<String, String> collectionOfTenant) {
        List<Tenant> tenants = new ArrayList<>();
        tenants.add(new Tenant("stranger", "other-pool", List.of("pino")));
        collectionOfTenant.forEach(
                (tenant, collection) -> {
                    tenants.add(new Tenant(tenant, TestWorker.POOL, List.of(collection)));
                    queue.configure(new TenantId(tenant), new TenantPolicy(1, 0, 1, 100, 100));
                });
        redis.set(
                "spillway:directory",
                JsonMapper.shared().writeValueAsString(new Directory(1, tenants)));
    }

    RequestId ask(String tenant, String payload) {
        requests++;
        RequestId id = new RequestId("request-" + requests);
        EnqueueOutcome outcome =
                queue.enqueue(new Submission(id, new TenantId(tenant), ROUTER, payload, TIMEOUT));
        if (!(outcome instanceof EnqueueOutcome.Accepted)) {
            throw new AssertionError("not accepted: " + outcome);
        }
        return id;
    }

    RequestId askPlainly(String tenant, String question) {
        return ask(tenant, "{\"question\":\"%s\"}".formatted(question));
    }

    /** All replies up to the next final one. */
    List<Reply> replies() {
        List<Reply> replies = new ArrayList<>();
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            for (Reply reply : queue.takeReplies(ROUTER, 1, Duration.ofSeconds(1))) {
                replies.add(reply);
                if (reply.status() != Reply.Status.PART) {
                    return replies;
                }
            }
        }
        throw new AssertionError("no final reply came; before it: " + replies);
    }

    Reply reply() {
        return replies().getLast();
    }

    void forgetDirectory() {
        redis.del("spillway:directory");
    }

    @Override
    public void close() {
        queues.close();
        redis.close();
    }
}
