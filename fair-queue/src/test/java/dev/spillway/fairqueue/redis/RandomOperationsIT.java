package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.TestClock;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.Fairness;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.memory.InMemoryFairQueue;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Completion;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.WorkerId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import redis.clients.jedis.RedisClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Does the same random operations on Redis and on the model. After every step both gave the same
 * answer, and every counter equals what a full scan of the keys finds.
 */
final class RandomOperationsIT {

    private static final int STEPS = 1_500;
    private static final EmbeddedRedis REDIS = EmbeddedRedis.start();
    private static final RedisQueues QUEUES = REDIS.connect();
    private static final RedisClient SCANNER = RedisClient.create("127.0.0.1", REDIS.port());

    @AfterAll
    static void stop() {
        SCANNER.close();
        QUEUES.close();
        REDIS.close();
    }

    /** Some that are always the same, and one that nobody has tried. */
    static LongStream seeds() {
        return LongStream.of(1, 2, 3, 8_441_680_138_872L, System.nanoTime());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithTheModelAndWithItsOwnKeys(long seed) {
        SCANNER.flushAll();
        new Run(seed).steps();
    }

    /** One sequence of operations. */
    private static final class Run {

        private final long seed;
        private final Random random;
        private final TestClock clock = new TestClock();
        private final String domain;
        private final FairQueue model;
        private final RedisFairQueue redis;
        private final List<Lease> leases = new ArrayList<>();
        private int ids;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.domain = "random-" + Long.toHexString(seed);
            this.model = new InMemoryFairQueue(new Domain(domain), clock);
            this.redis = (RedisFairQueue) QUEUES.queue(new Domain(domain), clock);
        }

        void steps() {
            for (int step = 0; step < STEPS; step++) {
                try {
                    step();
                    new FullScan(SCANNER, domain).check();
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed %d, step %d".formatted(seed, step), e);
                }
            }
        }

        private void step() {
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6 -> enqueue();
                case 7, 8, 9 -> claim();
                case 10, 11, 12 -> complete();
                case 13 -> renewOrPublish();
                case 14 -> release();
                case 15 -> cancel();
                case 16, 17 -> clock.advanceMillis(random.nextInt(800));
                case 18 -> control();
                default -> read();
            }
        }

        /** Half of the time several in one call, which must do the same as one after the other. */
        private <T> List<T> some(int most, Supplier<T> next) {
            int count = random.nextBoolean() ? 1 : 1 + random.nextInt(most);
            return Stream.generate(next).limit(count).toList();
        }

        private <T, R> List<R> together(
                List<T> subjects, BiFunction<FairQueue, T, R> one, Function<List<T>, List<R>> all) {
            if (subjects.size() > 1) {
                // A call ends what is due once, eight at most; single operations would go on.
                both(queue -> withoutEpoch(queue.stats()));
            }
            List<R> expected = subjects.stream().map(each -> one.apply(model, each)).toList();
            assertThat(all.apply(subjects)).isEqualTo(expected);
            return expected;
        }

        private void enqueue() {
            together(some(5, this::submission), FairQueue::enqueue, redis::enqueueAll);
        }

        private Submission submission() {
            boolean again = ids > 0 && random.nextInt(6) == 0;
            String id = "id" + (again ? random.nextInt(ids) : ids++);
            String payload = random.nextInt(50) == 0 ? "other" : "payload of " + id;
            // A repeat of another tenant's id is a conflict, so most repeats keep to the tenant.
            int tenant = random.nextInt(30) == 0 ? random.nextInt(5) : id.hashCode() & 3;
            return new Submission(
                    new RequestId(id),
                    new TenantId("tenant-" + tenant),
                    router(),
                    payload,
                    Duration.ofMillis(1 + random.nextInt(20_000)));
        }

        private void claim() {
            together(some(3, this::claimRequest), FairQueue::claim, redis::claimAll).stream()
                    .flatMap(List::stream)
                    .map(Claim::lease)
                    .forEach(leases::add);
        }

        private ClaimRequest claimRequest() {
            int slots = 2 + random.nextInt(6);
            int most = random.nextInt(slots + 1);
            Duration lease = Duration.ofMillis(1 + random.nextInt(4_000));
            return new ClaimRequest(worker(), slots, most, lease);
        }

        private void complete() {
            if (!leases.isEmpty()) {
                together(some(5, this::completion), FairQueue::complete, redis::completeAll);
            }
        }

        private Completion completion() {
            Lease lease = pick();
            Completion.Result result =
                    random.nextInt(5) == 0 ? Completion.Result.FAILED : Completion.Result.ANSWERED;
            Duration cost = Duration.ofNanos(random.nextInt(400_000_000));
            return new Completion(lease, result, "body", cost);
        }

        private void renewOrPublish() {
            if (leases.isEmpty()) {
                return;
            }
            List<Lease> some = List.of(pick(), pick());
            Duration lease = Duration.ofMillis(1 + random.nextInt(4_000));
            WorkerId worker = some.getFirst().worker();
            if (random.nextBoolean()) {
                both(queue -> queue.renew(worker, some.stream().distinct().toList(), lease));
            } else {
                both(queue -> queue.publish(some.getFirst(), 0, "part"));
            }
        }

        private void release() {
            if (!leases.isEmpty()) {
                List<Lease> some = some(3, this::pick).stream().distinct().toList();
                both(queue -> queue.release(some));
            }
        }

        private void cancel() {
            RequestId id = new RequestId("id" + random.nextInt(ids + 2));
            both(queue -> queue.cancel(id));
        }

        private void control() {
            TenantId tenant = new TenantId("tenant-" + random.nextInt(4));
            switch (random.nextInt(12)) {
                case 0 -> toBoth(queue -> queue.remove(tenant));
                case 1 -> {
                    WorkerId worker = worker();
                    toBoth(queue -> queue.leave(worker));
                }
                case 2 -> {
                    Fairness fairness = random.nextInt(3) == 0 ? Fairness.FIFO : Fairness.WEIGHTED;
                    int most = 5 + random.nextInt(30);
                    toBoth(queue -> queue.configure(new DomainPolicy(fairness, most)));
                }
                case 3 -> clock.advanceMillis(random.nextInt(6_000));
                default -> {
                    TenantPolicy policy = policy();
                    toBoth(queue -> queue.configure(tenant, policy));
                }
            }
        }

        private TenantPolicy policy() {
            return new TenantPolicy(
                    0.5 + random.nextInt(50) / 7.0,
                    random.nextBoolean() ? 0 : 1 + random.nextInt(30) / 3.0,
                    1 + random.nextInt(5),
                    2 + random.nextInt(20),
                    1 + random.nextInt(3));
        }

        private void read() {
            RouterId router = router();
            both(queue -> queue.takeReplies(router, 1 + 50, Duration.ZERO));
            both(queue -> queue.awaitWork(Duration.ZERO));
            both(queue -> withoutEpoch(queue.stats()));
        }

        private static DomainStats withoutEpoch(DomainStats stats) {
            return new DomainStats(
                    stats.domain(),
                    "",
                    stats.at(),
                    stats.slots(),
                    stats.inFlight(),
                    stats.tenants());
        }

        private RouterId router() {
            return new RouterId("router-" + random.nextInt(6));
        }

        private WorkerId worker() {
            return new WorkerId("worker-" + random.nextInt(3));
        }

        private Lease pick() {
            return leases.get(Math.max(0, leases.size() - 1 - random.nextInt(6)));
        }

        private <T> T both(Function<FairQueue, T> operation) {
            T expected = operation.apply(model);
            assertThat(operation.apply(redis)).isEqualTo(expected);
            return expected;
        }

        private void toBoth(Consumer<FairQueue> operation) {
            operation.accept(model);
            operation.accept(redis);
        }
    }
}
