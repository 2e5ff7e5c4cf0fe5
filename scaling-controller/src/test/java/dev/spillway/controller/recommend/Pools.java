package dev.spillway.controller.recommend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Observations of pools for tests of policies. */
public final class Pools {

    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Pools() {}

    public static Goal goal(int min, int max) {
        return new Goal(10, 10, min, max, Duration.ofSeconds(10));
    }

    public static Fleet ready(int count) {
        return new Fleet(count, workers(count, OptionalDouble.empty()));
    }

    /** All ready, and all as busy. */
    public static Fleet busy(int count, double cpuRatio) {
        return new Fleet(count, workers(count, OptionalDouble.of(cpuRatio)));
    }

    private static List<WorkerView> workers(int count, OptionalDouble cpuRatio) {
        return IntStream.range(0, count)
                .mapToObj(i -> worker("w" + i, WorkerView.State.READY, cpuRatio))
                .toList();
    }

    public static WorkerView worker(String id, WorkerView.State state, OptionalDouble cpuRatio) {
        Optional<Instant> longAgo = Optional.of(START.minus(Duration.ofHours(1)));
        return new WorkerView(id, state, longAgo, longAgo, cpuRatio);
    }

    public static Signal waiting(long waiting) {
        return load(waiting, 0, Duration.ZERO);
    }

    public static Signal load(long waiting, long inFlight, Duration p95) {
        Latency latency = new Latency(p95, p95);
        return new Signal.Fresh(
                new Load("e", waiting, inFlight, List.of(), Optional.of(latency)), Duration.ZERO);
    }

    public static Signal stale() {
        return new Signal.Stale(Load.ofDepth("e", 1000, 0), Duration.ofSeconds(9));
    }

    public static Observation seen(Fleet fleet, Signal signal, int min, int max) {
        return new Observation(fleet, signal, goal(min, max));
    }

    public static int replicas(Recommendation recommendation) {
        return ((Recommendation.Replicas) recommendation).replicas();
    }
}
