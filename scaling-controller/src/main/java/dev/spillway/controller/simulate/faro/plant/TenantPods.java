package dev.spillway.controller.simulate.faro.plant;

import dev.spillway.controller.recommend.WorkerView;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One tenant's pods: active, starting, stopping, idle. */
final class TenantPods {

    /** In the order in which they became ready. */
    final List<WorkerView> active = new ArrayList<>();

    /** Asked for, and not all ready. */
    final List<Start> starts = new ArrayList<>();

    /** Taken out, and on their way to be idle. */
    final List<WorkerView> stopping = new ArrayList<>();

    /** Since when, the oldest first. */
    final Deque<Long> idleSinceNanos = new ArrayDeque<>();

    /** Pods that hold a CPU. */
    int pods;

    private int named;

    int nextNumber() {
        return named++;
    }

    int requested() {
        return starts.stream().mapToInt(start -> start.waiting + start.booting.size()).sum();
    }

    List<WorkerView> workers() {
        List<WorkerView> workers = new ArrayList<>(active);
        for (Start start : starts) {
            for (Start.Boot boot : start.booting) {
                workers.add(starting(boot.number(), start, Optional.of(at(boot.readyNanos()))));
            }
            for (int i = 0; i < start.waiting; i++) {
                workers.add(starting(named + i, start, Optional.empty()));
            }
        }
        workers.addAll(stopping);
        return workers;
    }

    static WorkerView ready(int number, long askedNanos, long nowNanos) {
        return new WorkerView(
                name(number),
                WorkerView.State.READY,
                Optional.of(at(askedNanos)),
                Optional.of(at(nowNanos)),
                OptionalDouble.empty());
    }

    private static WorkerView starting(int number, Start start, Optional<Instant> ready) {
        return new WorkerView(
                name(number),
                WorkerView.State.STARTING,
                Optional.of(at(start.askedNanos)),
                ready,
                OptionalDouble.empty());
    }

    static WorkerView draining(WorkerView worker) {
        return new WorkerView(
                worker.id(),
                WorkerView.State.DRAINING,
                worker.started(),
                worker.ready(),
                worker.cpuRatio());
    }

    private static String name(int number) {
        return "pod-" + number;
    }

    private static Instant at(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }
}
