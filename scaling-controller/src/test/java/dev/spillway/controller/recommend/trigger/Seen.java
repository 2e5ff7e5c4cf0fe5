package dev.spillway.controller.recommend.trigger;

import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Builds observations; NaN and -1 stand for what was not measured.
 *
 * @param workers asked for, all of them ready
 */
record Seen(
        int workers,
        double cpu,
        double memory,
        double p95Millis,
        long waiting,
        double oldestSeconds,
        long arrived) {

    static Seen calm(int workers) {
        return new Seen(workers, 0.5, 0.5, 80, 0, 0, -1);
    }

    Seen cpu(double ratio) {
        return new Seen(workers, ratio, memory, p95Millis, waiting, oldestSeconds, arrived);
    }

    Seen memory(double ratio) {
        return new Seen(workers, cpu, ratio, p95Millis, waiting, oldestSeconds, arrived);
    }

    Seen p95(double millis) {
        return new Seen(workers, cpu, memory, millis, waiting, oldestSeconds, arrived);
    }

    Seen queue(long length, double oldest) {
        return new Seen(workers, cpu, memory, p95Millis, length, oldest, arrived);
    }

    Seen arrived(long count) {
        return new Seen(workers, cpu, memory, p95Millis, waiting, oldestSeconds, count);
    }

    Seen workers(int count) {
        return new Seen(count, cpu, memory, p95Millis, waiting, oldestSeconds, arrived);
    }

    Observation fresh() {
        return with(new Signal.Fresh(load(), Duration.ZERO));
    }

    Observation with(Signal signal) {
        WorkerView worker =
                new WorkerView(
                        "w",
                        WorkerView.State.READY,
                        Optional.empty(),
                        Optional.empty(),
                        optional(cpu),
                        optional(memory));
        return new Observation(
                new Fleet(workers, Collections.nCopies(workers, worker)),
                signal,
                new Goal(10, 16, 1, 100, Duration.ofSeconds(30)));
    }

    Load load() {
        TenantLoad tenant =
                new TenantLoad(
                        "t",
                        1,
                        Duration.ofSeconds(1),
                        waiting,
                        1,
                        Duration.ofMillis(Math.round(oldestSeconds * 1000)),
                        Math.max(0, arrived),
                        Duration.ZERO,
                        Duration.ZERO);
        Duration p95 = Duration.ofNanos(Math.round(p95Millis * 1e6));
        return new Load(
                "e",
                waiting,
                1,
                List.of(tenant),
                Double.isNaN(p95Millis) ? Optional.empty() : Optional.of(new Latency(p95, p95)));
    }

    private static OptionalDouble optional(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
