package dev.spillway.controller.loop;

import dev.spillway.controller.bound.Bounded;
import dev.spillway.controller.bound.Bounds;
import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decides for one pool, and remembers what its next decision needs. */
final class PoolLoop<S> {

    /** Older numbers are not acted upon. */
    private static final Duration FRESH_FOR = Duration.ofSeconds(3);

    /** Until start-ups are measured. */
    private static final Duration STARTUP = Duration.ofSeconds(10);

    private final Policy<S> policy;
    private S state;
    private int desired;
    private Memory memory;

    /**
     * Takes over what is there.
     *
     * @param running workers found running: they are what an earlier controller decided
     */
    PoolLoop(Policy<S> policy, int running, Instant now) {
        this.policy = policy;
        this.state = policy.initialState();
        this.desired = running;
        this.memory = Memory.startingAt(now);
    }

    int desired() {
        return desired;
    }

    Decision decide(Pool pool, Optional<Reading> reading, List<Worker> workers, Instant now) {
        Signal signal = signal(reading, now);
        Advice<S> advice =
                policy.recommend(state, new Observation(fleet(workers), signal, goal(pool)), now);
        Recommendation recommendation = advice.recommendation();
        Limits limits =
                new Limits(
                        pool.minReplicas(),
                        pool.maxReplicas(),
                        pool.slotsPerWorker(),
                        pool.behavior());
        Bounded bounded = Bounds.apply(desired, recommendation, signal, limits, memory, now);
        Decision decision =
                new Decision(
                        now,
                        pool.name(),
                        policy.version(),
                        inputs(pool, signal),
                        desired,
                        recommended(recommendation),
                        recommendation.reason(),
                        bounded.steps(),
                        bounded.binding(),
                        bounded.replicas());
        state = advice.next();
        memory = bounded.memory();
        desired = bounded.replicas();
        return decision;
    }

    private Fleet fleet(List<Worker> workers) {
        return new Fleet(
                desired,
                workers.stream()
                        .map(
                                worker ->
                                        new WorkerView(
                                                worker.id(),
                                                switch (worker.state()) {
                                                    case STARTING -> WorkerView.State.STARTING;
                                                    case READY -> WorkerView.State.READY;
                                                    case DRAINING -> WorkerView.State.DRAINING;
                                                },
                                                Optional.empty(),
                                                Optional.empty(),
                                                OptionalDouble.empty()))
                        .toList());
    }

    private static Goal goal(Pool pool) {
        return new Goal(
                pool.targetQueueDepth(),
                pool.slotsPerWorker(),
                pool.minReplicas(),
                pool.maxReplicas(),
                STARTUP);
    }

    private static Signal signal(Optional<Reading> reading, Instant now) {
        if (reading.isEmpty()) {
            return new Signal.Missing();
        }
        Duration age = Duration.between(reading.get().at(), now);
        var stats = reading.get().stats();
        Load load = Load.ofDepth(stats.epoch(), stats.waiting(), stats.inFlightTotal());
        return age.compareTo(FRESH_FOR) <= 0
                ? new Signal.Fresh(load, age)
                : new Signal.Stale(load, age);
    }

    private static Optional<Integer> recommended(Recommendation recommendation) {
        return switch (recommendation) {
            case Recommendation.Replicas(int replicas, _, _) -> Optional.of(replicas);
            case Recommendation.Hold _ -> Optional.empty();
        };
    }

    private static Decision.Inputs inputs(Pool pool, Signal signal) {
        return switch (signal) {
            case Signal.Fresh(Load load, Duration age) ->
                    inputs(pool, Optional.of(load), Optional.of(age));
            case Signal.Stale(Load load, Duration age) ->
                    inputs(pool, Optional.of(load), Optional.of(age));
            case Signal.Missing _ -> inputs(pool, Optional.empty(), Optional.empty());
        };
    }

    private static Decision.Inputs inputs(Pool pool, Optional<Load> load, Optional<Duration> age) {
        return new Decision.Inputs(
                load.map(Load::waiting),
                load.map(Load::inFlight),
                age.map(Duration::toMillis),
                pool.targetQueueDepth(),
                pool.minReplicas(),
                pool.maxReplicas(),
                pool.slotsPerWorker(),
                pool.behavior().name());
    }
}
