package dev.spillway.controller.simulate.scoreboard;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.recommend.deadline.Claimant;
import dev.spillway.controller.recommend.deadline.DeadlinePolicy;
import dev.spillway.controller.recommend.deadline.DeadlineState;
import dev.spillway.controller.recommend.deadline.Served;
import dev.spillway.controller.recommend.deadline.SharedCapacity;
import dev.spillway.controller.recommend.deadline.SharedCapacitySettings;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Times one planning pass over a thousand tenants with a pool each and too little capacity for all:
 * every policy observes and recommends, and the joint plan shares. Four hours of history are fed
 * first, a minute at a time; then each pass is a second.
 */
public final class PlanningBenchmark {

    private static final int TENANTS = 1000;
    private static final int HISTORY_MINUTES = 240;
    private static final int WARM_UP = 100;
    private static final int PASSES = 400;
    private static final int CAPACITY = 2600;

    private final DeadlinePolicy policy = new DeadlinePolicy();
    private final SharedCapacity sharing = new SharedCapacity(SharedCapacitySettings.DEFAULT);
    private final SplittableRandom random = new SplittableRandom(1);
    private final DeadlineState[] states = new DeadlineState[TENANTS];
    private final long[] arrived = new long[TENANTS];
    private final int[] replicas = new int[TENANTS];
    private Instant now = Instant.parse("2026-01-05T00:00:00Z");
    private int contended;

    public static void main(String[] args) {
        PlanningBenchmark benchmark = new PlanningBenchmark();
        benchmark.history();
        double[] millis = new double[PASSES];
        double[] busyMillis = new double[PASSES];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int pass = -WARM_UP; pass < PASSES; pass++) {
            List<Observation> seen = benchmark.observe(1);
            long begun = System.nanoTime();
            long busy = threads.getCurrentThreadCpuTime();
            benchmark.plan(seen);
            if (pass >= 0) {
                millis[pass] = (System.nanoTime() - begun) / 1e6;
                busyMillis[pass] = (threads.getCurrentThreadCpuTime() - busy) / 1e6;
            }
            if ((pass + WARM_UP) % 50 == 49) {
                System.err.printf("%d passes%n", pass + WARM_UP + 1);
            }
        }
        System.out.printf(
                "one pass over %d tenants, %d of %d passes with more wanted than there was%n",
                TENANTS, benchmark.contended, PASSES + WARM_UP);
        print("elapsed", millis);
        print("processor", busyMillis);
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                "%s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                what, millis[PASSES / 2], millis[PASSES * 99 / 100], millis[PASSES - 1]);
    }

    private void history() {
        Arrays.fill(replicas, 1);
        Arrays.fill(states, policy.initialState());
        for (int minute = 0; minute < HISTORY_MINUTES; minute++) {
            List<Observation> seen = observe(60);
            for (int tenant = 0; tenant < TENANTS; tenant++) {
                states[tenant] = policy.recommend(states[tenant], seen.get(tenant), now).next();
            }
        }
    }

    /** A plan, which becomes what is there. */
    private void plan(List<Observation> seen) {
        List<Claimant> claimants = new ArrayList<>(TENANTS);
        int wanted = 0;
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            DeadlinePolicy.Considered considered =
                    policy.consider(states[tenant], seen.get(tenant), now);
            Advice<DeadlineState> advice = considered.advice();
            states[tenant] = advice.next();
            int wants = ((Recommendation.Replicas) advice.recommendation()).replicas();
            wanted += Math.max(1, wants);
            claimants.add(
                    new Claimant(
                            "tenant-" + tenant,
                            1 + tenant % 4,
                            1,
                            replicas[tenant],
                            wants,
                            considered.outlook()));
        }
        int[] plan = sharing.allocate(CAPACITY, claimants, Served.UNKNOWN);
        System.arraycopy(plan, 0, replicas, 0, TENANTS);
        contended += wanted > CAPACITY ? 1 : 0;
    }

    private List<Observation> observe(int seconds) {
        now = now.plusSeconds(seconds);
        List<Observation> seen = new ArrayList<>(TENANTS);
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            arrived[tenant] += arrivals(tenant, seconds);
            seen.add(observation(tenant));
        }
        return seen;
    }

    /** Up to 18 a second, twice as many every quarter of an hour for some, and noise. */
    private long arrivals(int tenant, int seconds) {
        double rate = 2 + tenant % 17;
        boolean peak = tenant % 3 == 0 && now.getEpochSecond() / 60 % 15 == tenant % 15;
        double mean = rate * (peak ? 2 : 1) * seconds;
        return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    private Observation observation(int tenant) {
        List<WorkerView> workers = new ArrayList<>();
        for (int i = 0; i < replicas[tenant]; i++) {
            workers.add(
                    new WorkerView(
                            "w" + i,
                            WorkerView.State.READY,
                            Optional.empty(),
                            Optional.empty(),
                            OptionalDouble.empty()));
        }
        TenantLoad load =
                new TenantLoad(
                        "tenant-" + tenant,
                        1,
                        Duration.ofMillis(720),
                        tenant % 10 == 0 ? 2 : 0,
                        1,
                        Duration.ofMillis(tenant % 10 == 0 ? 100 : 0),
                        arrived[tenant],
                        Duration.ofMillis(154),
                        Duration.ofMillis(33));
        return new Observation(
                new Fleet(replicas[tenant], workers),
                new Signal.Fresh(
                        new Load("epoch", load.waiting(), 1, List.of(load), Optional.empty()),
                        Duration.ZERO),
                new Goal(10, 1, 1, 100, Duration.ofSeconds(35)));
    }
}
