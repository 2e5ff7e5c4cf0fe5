package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** A shared pool of several tenants as fluid, a second at a time, with the policy in charge. */
final class Burdened {

    private final DeadlinePolicy policy;
    private final int slots;
    private final double serviceSeconds;
    private final double startupSeconds;
    private final SplittableRandom random = new SplittableRandom(5);
    private final List<Instant> readyAt = new ArrayList<>();
    private final double[] waiting;
    private final long[] arrived;
    private DeadlineState state;
    private Instant now = SimulatedPool.START;
    private int direction;
    int desired;
    int most;
    int ups;
    int reversals;

    /** Off by up to this share is all that is seen; arrivals come evenly then. */
    double noise;

    Burdened(
            DeadlinePolicy policy,
            int tenants,
            int slots,
            double serviceSeconds,
            double startupSeconds,
            int workers) {
        this.policy = policy;
        this.slots = slots;
        this.serviceSeconds = serviceSeconds;
        this.startupSeconds = startupSeconds;
        waiting = new double[tenants];
        arrived = new long[tenants];
        state = policy.initialState();
        scaleTo(workers);
        readyAt.replaceAll(_ -> now);
    }

    /** So many seconds in which the tenant of each number sends so much a second. */
    void run(int seconds, IntToDoubleFunction rate) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            double work = 0;
            for (int tenant = 0; tenant < arrived.length; tenant++) {
                double mean = rate.applyAsDouble(tenant);
                long whole = noise > 0 ? (long) (noisy(mean) + random.nextDouble()) : poisson(mean);
                arrived[tenant] += whole;
                waiting[tenant] += whole;
                work += waiting[tenant];
            }
            long ready = readyAt.stream().filter(at -> !at.isAfter(now)).count();
            double kept = Math.max(0, 1 - ready * slots / serviceSeconds / Math.max(1e-9, work));
            for (int tenant = 0; tenant < arrived.length; tenant++) {
                waiting[tenant] *= kept;
            }
            decide();
        }
    }

    private long poisson(double mean) {
        double sum = random.nextExponential();
        long count = 0;
        while (sum < mean) {
            count++;
            sum += random.nextExponential();
        }
        return count;
    }

    private double noisy(double value) {
        return value * (1 + noise * (2 * random.nextDouble() - 1));
    }

    private void decide() {
        List<TenantLoad> loads = new ArrayList<>();
        long all = 0;
        for (int tenant = 0; tenant < arrived.length; tenant++) {
            long waits = (long) noisy(waiting[tenant]);
            all += waits;
            loads.add(
                    new TenantLoad(
                            "t" + tenant,
                            1,
                            Duration.ofSeconds(3),
                            waits,
                            waits > 0 ? 1 : 0,
                            Duration.ZERO,
                            arrived[tenant],
                            Duration.ofNanos((long) (noisy(serviceSeconds) * 1e9)),
                            Duration.ofNanos((long) (serviceSeconds * 2e8))));
        }
        List<WorkerView> workers = new ArrayList<>();
        for (Instant at : readyAt) {
            workers.add(
                    new WorkerView(
                            "w" + workers.size(),
                            at.isAfter(now) ? WorkerView.State.STARTING : WorkerView.State.READY,
                            Optional.empty(),
                            Optional.of(at),
                            OptionalDouble.empty()));
        }
        Load load = new Load("epoch", all, arrived.length, loads, Optional.empty());
        Goal goal = new Goal(10, slots, 1, 1000, Duration.ofMillis((long) (startupSeconds * 1000)));
        Advice<DeadlineState> advice =
                policy.recommend(
                        state,
                        new Observation(
                                new Fleet(desired, workers),
                                new Signal.Fresh(load, Duration.ZERO),
                                goal),
                        now);
        state = advice.next();
        int replicas =
                advice.recommendation() instanceof Recommendation.Replicas(int number, _, _)
                        ? number
                        : desired;
        if (replicas != desired) {
            int turned = Integer.signum(replicas - desired);
            reversals += direction != 0 && turned != direction ? 1 : 0;
            ups += turned > 0 ? 1 : 0;
            direction = turned;
            scaleTo(replicas);
        }
    }

    private void scaleTo(int replicas) {
        while (readyAt.size() > replicas) {
            readyAt.removeLast();
        }
        while (readyAt.size() < replicas) {
            readyAt.add(now.plusMillis((long) (startupSeconds * 1000)));
        }
        desired = replicas;
        most = Math.max(most, replicas);
    }
}
