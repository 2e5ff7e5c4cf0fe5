package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.WorkerId;

import org.junit.jupiter.api.Test;

import redis.clients.jedis.RedisClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many callers at once, whose operations share calls: nothing is lost, doubled or miscounted. */
final class SharedCallsIT {

    private static final Domain DOMAIN = new Domain("shared");
    private static final RouterId ROUTER = new RouterId("router-0");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int REQUESTS = 4_000;
    private static final int CALLERS = 64;

    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final Map<RequestId, Reply.Status> replies = new ConcurrentHashMap<>();

    private void handIn(FairQueue queue) {
        for (int i = ids.getAndIncrement(); i < REQUESTS; i = ids.getAndIncrement()) {
            TenantId tenant = new TenantId("tenant-" + i % 7);
            RequestId id = new RequestId("r" + i);
            Submission submission = new Submission(id, tenant, ROUTER, "question " + i, LEASE);
            assertThat(queue.enqueue(submission)).isInstanceOf(EnqueueOutcome.Accepted.class);
        }
    }

    private void work(FairQueue queue, WorkerId worker) {
        while (finished.get() < REQUESTS) {
            List<Claim> claims = queue.claim(new ClaimRequest(worker, 8, 8, LEASE));
            for (int i = 0; i < claims.size(); i++) {
                Claim claim = claims.get(i);
                if (i == 7) {
                    queue.release(List.of(claim.lease()));
                } else {
                    queue.renew(worker, List.of(claim.lease()), LEASE);
                    assertThat(claim.payload())
                            .isEqualTo("question " + claim.lease().id().value().substring(1));
                    Completion completion =
                            new Completion(
                                    claim.lease(),
                                    Completion.Result.ANSWERED,
                                    claim.lease().id().value(),
                                    Duration.ofMillis(1));
                    assertThat(queue.complete(completion)).isEqualTo(LeaseOutcome.DONE);
                    finished.incrementAndGet();
                }
            }
        }
    }

    private void readReplies(FairQueue queue) {
        while (replies.size() < REQUESTS) {
            for (Reply reply : queue.takeReplies(ROUTER, 100, Duration.ofSeconds(10))) {
                assertThat(reply.body()).isEqualTo(reply.id().value());
                assertThat(replies.put(reply.id(), reply.status())).isNull();
            }
        }
    }

    private static long functionCalls(RedisClient redis) {
        Matcher calls =
                Pattern.compile("cmdstat_fcall:calls=(\\d+)").matcher(redis.info("commandstats"));
        assertThat(calls.find()).isTrue();
        return Long.parseLong(calls.group(1));
    }

    @Test
    void answersEveryRequestOnceAndCountsExactly() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect();
                RedisClient scanner = RedisClient.create("127.0.0.1", redis.port());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            FairQueue queue = queues.queue(DOMAIN);
            for (int i = 0; i < 7; i++) {
                TenantPolicy policy = new TenantPolicy(1 + i, 0, 1, REQUESTS, 1 + 3 * i);
                queue.configure(new TenantId("tenant-" + i), policy);
            }
            queue.claim(new ClaimRequest(new WorkerId("worker-0"), 8, 0, LEASE));
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                WorkerId worker = new WorkerId("worker-" + i % 8);
                all.add(threads.submit(() -> handIn(queue)));
                all.add(threads.submit(() -> work(queue, worker)));
            }
            all.add(threads.submit(() -> readReplies(queue)));
            for (Future<?> each : all) {
                each.get();
            }

            assertThat(replies).hasSize(REQUESTS);
            assertThat(queue.stats().waiting() + queue.stats().inFlightTotal()).isZero();
            new FullScan(scanner, DOMAIN.name()).check();
            assertThat(functionCalls(scanner)).isLessThan(REQUESTS);
        }
    }
}
