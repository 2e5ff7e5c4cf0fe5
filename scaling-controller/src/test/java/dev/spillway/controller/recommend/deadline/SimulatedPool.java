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
import java.util.function.UnaryOperator;

/** One tenant's pool as fluid, a second at a time, with the policy in charge of it. */
final class SimulatedPool {

    static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    static final double SERVICE_SECONDS = 0.2;

    private final DeadlinePolicy policy;
    private final Duration startup;
    private final SplittableRandom random;
    private final List<Instant> readyAt = new ArrayList<>();
    DeadlineState state;
    Instant now = START;
    int desired;
    long arrived;
    double waiting;
    int reversals;
    int most;
    Recommendation last = new Recommendation.Hold(dev.spillway.controller.recommend.Reason.FIXED);
    private int direction;

    SimulatedPool(DeadlinePolicy policy, int workers, Duration startup, long seed) {
        this.policy = policy;
        this.state = policy.initialState();
        this.startup = startup;
        this.random = new SplittableRandom(seed);
        scaleTo(workers);
        readyAt.replaceAll(_ -> START);
    }

    /** A second with so many arrivals, and a decision on what is then seen. */
    void second(double arrivals, UnaryOperator<Observation> distorted) {
        now = now.plusSeconds(1);
        long whole = (long) arrivals;
        whole += random.nextDouble() < arrivals - whole ? 1 : 0;
        arrived += whole;
        long ready = readyAt.stream().filter(at -> !at.isAfter(now)).count();
        waiting = Math.max(0, waiting + whole - ready / SERVICE_SECONDS);
        decide(distorted.apply(observation()));
    }

    void second(double arrivals) {
        second(arrivals, UnaryOperator.identity());
    }

    void poissonSeconds(int seconds, double rate) {
        for (int i = 0; i < seconds; i++) {
            second(poisson(rate));
        }
    }

    double poisson(double mean) {
        double sum = random.nextExponential();
        int count = 0;
        while (sum < mean) {
            count++;
            sum += random.nextExponential();
        }
        return count;
    }

    /** The same factor for whatever is asked, up to 5 % off. */
    double noise(double ratio) {
        return 1 + ratio * (2 * random.nextDouble() - 1);
    }

    Observation observation() {
        List<WorkerView> workers = new ArrayList<>();
        for (int i = 0; i < readyAt.size(); i++) {
            Instant at = readyAt.get(i);
            workers.add(
                    new WorkerView(
                            "w" + i,
                            at.isAfter(now) ? WorkerView.State.STARTING : WorkerView.State.READY,
                            Optional.empty(),
                            Optional.of(at),
                            OptionalDouble.empty()));
        }
        return new Observation(
                new Fleet(desired, workers),
                new Signal.Fresh(load((long) waiting, arrived, SERVICE_SECONDS), Duration.ZERO),
                new Goal(10, 1, 1, 200, startup));
    }

    static Load load(long waiting, long arrived, double serviceSeconds) {
        return new Load(
                "epoch",
                waiting,
                3,
                List.of(
                        new TenantLoad(
                                "acme",
                                1,
                                Duration.ofSeconds(1),
                                waiting,
                                3,
                                Duration.ofMillis(waiting * 50),
                                arrived,
                                Duration.ofNanos((long) (serviceSeconds * 1e9)),
                                Duration.ofMillis(50))),
                Optional.empty());
    }

    static Observation withLoad(Observation seen, Load load) {
        return new Observation(seen.fleet(), new Signal.Fresh(load, Duration.ZERO), seen.goal());
    }

    void decide(Observation seen) {
        Advice<DeadlineState> advice = policy.recommend(state, seen, now);
        state = advice.next();
        last = advice.recommendation();
        if (last instanceof Recommendation.Replicas replicas && replicas.replicas() != desired) {
            int turned = Integer.signum(replicas.replicas() - desired);
            reversals += direction != 0 && turned != direction ? 1 : 0;
            direction = turned;
            scaleTo(replicas.replicas());
        }
    }

    private void scaleTo(int workers) {
        while (readyAt.size() > workers) {
            readyAt.removeLast();
        }
        while (readyAt.size() < workers) {
            readyAt.add(now.plus(startup));
        }
        desired = workers;
        most = Math.max(most, workers);
    }
}
