package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.WorkerId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What happens when Redis goes away, comes back, or forgets. */
final class RedisFaultsIT {

    private static final Domain DOMAIN = new Domain("faults");
    private static final TenantId TENANT = new TenantId("bank");
    private static final RouterId ROUTER = new RouterId("router-0");
    private static final ClaimRequest CLAIM =
            new ClaimRequest(new WorkerId("worker-0"), 4, 4, Duration.ofSeconds(30));
    private static final Duration BOUND = Duration.ofMillis(3_500);

    private static EnqueueOutcome enqueue(FairQueue queue, String id) {
        return queue.enqueue(submission(id));
    }

    private static Submission submission(String id) {
        return new Submission(
                new RequestId(id), TENANT, ROUTER, "question", Duration.ofSeconds(30));
    }

    private static void open(FairQueue queue) {
        queue.configure(TENANT, new TenantPolicy(1, 0, 1, 100, 100));
        queue.claim(CLAIM);
    }

    private static void assertUnavailableInTime(Runnable operation) {
        long start = System.nanoTime();
        assertThatThrownBy(operation::run).isInstanceOf(QueueUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }

    @Test
    void loadsItsFunctionsAgainAndShowsANewEpochAfterARestart() {
        int port = EmbeddedRedis.freePort();
        try (RedisQueues queues = RedisQueues.connect("127.0.0.1", port)) {
            FairQueue queue = queues.queue(DOMAIN);
            String before;
            try (EmbeddedRedis _ = EmbeddedRedis.start(port)) {
                open(queue);
                assertThat(enqueue(queue, "1")).isInstanceOf(EnqueueOutcome.Accepted.class);
                before = queue.stats().epoch();
                assertThat(queue.stats().epoch()).isEqualTo(before);
            }
            assertUnavailableInTime(() -> enqueue(queue, "2"));
            try (EmbeddedRedis _ = EmbeddedRedis.start(port)) {
                assertThat(queue.stats().epoch()).isNotEqualTo(before);
                open(queue);
                assertThat(enqueue(queue, "1")).isInstanceOf(EnqueueOutcome.Accepted.class);
            }
        }
    }

    @Test
    void keepsItsRequestsOverARestartWithAnAppendOnlyFile(@TempDir Path folder) {
        int port = EmbeddedRedis.freePort();
        try (RedisQueues queues = RedisQueues.connect("127.0.0.1", port)) {
            FairQueue queue = queues.queue(DOMAIN);
            String before;
            Lease held;
            try (EmbeddedRedis _ = EmbeddedRedis.start(port, folder)) {
                open(queue);
                enqueue(queue, "1");
                held = queue.claim(CLAIM).getFirst().lease();
                enqueue(queue, "2");
                before = queue.stats().epoch();
            }
            try (EmbeddedRedis _ = EmbeddedRedis.start(port, folder)) {
                assertThat(queue.stats().epoch()).isNotEqualTo(before);
                assertThat(enqueue(queue, "2")).isEqualTo(new EnqueueOutcome.Attached());
                assertThat(queue.claim(CLAIM))
                        .extracting(Claim::lease)
                        .extracting(Lease::id)
                        .containsExactly(new RequestId("2"));
                assertThat(
                                queue.complete(
                                        new Completion(
                                                held,
                                                Completion.Result.ANSWERED,
                                                "answer",
                                                Duration.ofMillis(5))))
                        .isEqualTo(LeaseOutcome.DONE);
            }
        }
    }

    @Test
    void survivesItsConnectionsBeingCut() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect();
                Jedis saboteur = new Jedis("127.0.0.1", redis.port())) {
            FairQueue queue = queues.queue(DOMAIN);
            open(queue);
            for (int i = 0; i < 20; i++) {
                saboteur.clientKill(new ClientKillParams().type(ClientType.NORMAL));
                assertThat(enqueue(queue, "r" + i)).isInstanceOf(EnqueueOutcome.Accepted.class);
            }
            assertThat(queue.stats().waiting()).isEqualTo(20);
        }
    }

    @Test
    void saysSoInTimeWhenRedisIsDown() {
        try (RedisQueues queues = RedisQueues.connect("127.0.0.1", EmbeddedRedis.freePort())) {
            FairQueue queue = queues.queue(DOMAIN);

            assertUnavailableInTime(queue::stats);
            assertUnavailableInTime(() -> queue.awaitWork(Duration.ofSeconds(1)));
            assertUnavailableInTime(() -> queue.takeReplies(ROUTER, 1, Duration.ofSeconds(1)));
        }
    }

    @Test
    void saysSoInTimeWhenRedisTakesConnectionsButNeverAnswers() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RedisQueues queues = RedisQueues.connect("127.0.0.1", mute.getLocalPort())) {
            FairQueue queue = queues.queue(DOMAIN);

            assertUnavailableInTime(queue::stats);
        }
    }

    @Test
    void goesByWhatRedisHoldsAndNotByWhatItsFunctionsRemember() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect();
                RedisClient saboteur = RedisClient.create("127.0.0.1", redis.port())) {
            FairQueue queue = queues.queue(DOMAIN);
            open(queue);
            enqueue(queue, "1");
            Map<String, byte[]> snapshot = new HashMap<>();
            saboteur.keys("*").forEach(key -> snapshot.put(key, saboteur.dump(key)));
            enqueue(queue, "2");
            queue.claim(CLAIM);
            saboteur.flushAll();

            assertThat(enqueue(queue, "3")).isEqualTo(new EnqueueOutcome.UnknownTenant());
            saboteur.flushAll();
            snapshot.forEach((key, dump) -> saboteur.restore(key, 0, dump));
            assertThat(enqueue(queue, "3"))
                    .isInstanceOfSatisfying(
                            EnqueueOutcome.Accepted.class,
                            accepted -> assertThat(accepted.waiting()).isEqualTo(2));
            new FullScan(saboteur, DOMAIN.name()).check();
        }
    }

    @Test
    void refusesNewWorkButEndsTheOldWhenRedisIsFull() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect();
                Jedis saboteur = new Jedis("127.0.0.1", redis.port())) {
            FairQueue queue = queues.queue(DOMAIN);
            open(queue);
            enqueue(queue, "1");
            Lease lease = queue.claim(CLAIM).getFirst().lease();
            saboteur.configSet("maxmemory", "1");

            assertUnavailableInTime(() -> enqueue(queue, "2"));
            Completion completion =
                    new Completion(
                            lease, Completion.Result.ANSWERED, "answer", Duration.ofMillis(5));
            assertThat(queue.complete(completion)).isEqualTo(LeaseOutcome.DONE);
        }
    }

    @Test
    void keepsTheOthersExactWhenOneOperationOfACallFails() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect();
                RedisClient saboteur = RedisClient.create("127.0.0.1", redis.port())) {
            RedisFairQueue queue = (RedisFairQueue) queues.queue(DOMAIN);
            open(queue);
            saboteur.set(Format.keyPrefix(DOMAIN) + "r:broken", "not a request");
            List<Submission> submissions =
                    Stream.of("1", "broken", "2").map(RedisFaultsIT::submission).toList();

            assertThatThrownBy(() -> queue.enqueueAll(submissions))
                    .isInstanceOf(QueueUnavailableException.class)
                    .hasMessageContaining("too short");
            saboteur.del(Format.keyPrefix(DOMAIN) + "r:broken");
            assertThat(queue.stats().waiting()).isEqualTo(2);
            new FullScan(saboteur, DOMAIN.name()).check();
            assertThat(queue.claim(CLAIM))
                    .extracting(claim -> claim.lease().id().value())
                    .containsExactly("1", "2");
        }
    }

    @Test
    void servesTheOthersWhenARequestIsLost() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect();
                RedisClient saboteur = RedisClient.create("127.0.0.1", redis.port())) {
            FairQueue queue = queues.queue(DOMAIN);
            open(queue);
            List.of("1", "2", "3").forEach(id -> enqueue(queue, id));
            saboteur.del(Format.keyPrefix(DOMAIN) + "r:1", Format.keyPrefix(DOMAIN) + "p:2");

            assertThat(queue.claim(CLAIM))
                    .extracting(claim -> claim.lease().id().value())
                    .containsExactly("3");
            assertThat(queue.stats().waiting()).isZero();
            new FullScan(saboteur, DOMAIN.name()).check();
        }
    }

    @Test
    void letsAnInterruptedCallerFinishWithoutHarmToOthers() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect()) {
            FairQueue queue = queues.queue(DOMAIN);
            open(queue);
            CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                Thread.currentThread().interrupt();
                                enqueue(queue, "1");
                                stillInterrupted.complete(Thread.currentThread().isInterrupted());
                            });

            assertThat(stillInterrupted.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(queue.stats().waiting()).isEqualTo(1);
        }
    }

    @Test
    void givesEachOfManyConcurrentCallersItsOwnAnswer() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisQueues queues = redis.connect()) {
            FairQueue queue = queues.queue(DOMAIN);
            queue.configure(TENANT, new TenantPolicy(1, 0, 1, 10_000, 10_000));
            queue.claim(CLAIM);
            List<CompletableFuture<EnqueueOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String id = "r" + i;
                CompletableFuture<EnqueueOutcome> outcome = new CompletableFuture<>();
                outcomes.add(outcome);
                Thread.ofVirtual().start(() -> outcome.complete(enqueue(queue, id)));
            }
            Set<Long> places = new HashSet<>();
            for (CompletableFuture<EnqueueOutcome> outcome : outcomes) {
                if (outcome.get(20, TimeUnit.SECONDS) instanceof EnqueueOutcome.Accepted accepted) {
                    places.add(accepted.waiting());
                }
            }

            assertThat(places).hasSize(500);
        }
    }

    @Test
    void endsWaitingCallersWhenItIsClosed() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            RedisQueues queues = redis.connect();
            FairQueue queue = queues.queue(DOMAIN);
            open(queue);
            var ended = new CompletableFuture<Throwable>();
            // Whether it waits by then or only sets out to, closing must end it.
            Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, cause) -> ended.complete(cause))
                    .start(() -> queue.takeReplies(ROUTER, 1, Duration.ofSeconds(30)));
            queues.close();

            assertThat(ended.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(QueueUnavailableException.class);
        }
    }

    @Test
    void refusesAnOldJavaInOneLine() {
        assertThatThrownBy(() -> RedisQueues.requireJava(21))
                .hasMessage("Java is 21; the queue needs 24 or newer");
        assertThat(List.of(24, 25)).allSatisfy(RedisQueues::requireJava);
    }
}
