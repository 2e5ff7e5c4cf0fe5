package dev.spillway.controller.recommend.baseline;

import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Observations of a pool whose latency or arrivals matter. */
final class Seen {

    private static final Goal GOAL = new Goal(10, 1, 1, 100, Duration.ofSeconds(35));

    private Seen() {}

    static Observation latency(int workers, double millis) {
        return latency(workers, millis, 0);
    }

    static Observation latency(int workers, double millis, long arrived) {
        return with(
                fleet(workers, 0),
                new Signal.Fresh(load(Optional.of(millis), arrived), Duration.ZERO));
    }

    static Observation whileStarting(int workers, double millis, long arrived) {
        return with(
                fleet(workers, 1),
                new Signal.Fresh(load(Optional.of(millis), arrived), Duration.ZERO));
    }

    static Observation withoutLatency(int workers, long arrived) {
        return with(
                fleet(workers, 0),
                new Signal.Fresh(load(Optional.empty(), arrived), Duration.ZERO));
    }

    static Observation stale(int workers, double millis) {
        return with(
                fleet(workers, 0),
                new Signal.Stale(load(Optional.of(millis), 0), Duration.ofMinutes(1)));
    }

    private static Observation with(Fleet fleet, Signal signal) {
        return new Observation(fleet, signal, GOAL);
    }

    private static Load load(Optional<Double> millis, long arrived) {
        TenantLoad tenant =
                new TenantLoad(
                        "media",
                        1,
                        Duration.ofMillis(720),
                        0,
                        0,
                        Duration.ZERO,
                        arrived,
                        Duration.ZERO,
                        Duration.ZERO);
        return new Load(
                "epoch",
                0,
                0,
                List.of(tenant),
                millis.map(value -> Duration.ofNanos(Math.round(value * 1e6)))
                        .map(mean -> new Latency(mean, mean)));
    }

    private static Fleet fleet(int workers, int starting) {
        List<WorkerView> views = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            WorkerView.State state =
                    i < starting ? WorkerView.State.STARTING : WorkerView.State.READY;
            views.add(
                    new WorkerView(
                            "worker-" + i,
                            state,
                            Optional.of(Instant.EPOCH),
                            Optional.of(Instant.EPOCH),
                            OptionalDouble.empty()));
        }
        return new Fleet(workers, views);
    }
}
