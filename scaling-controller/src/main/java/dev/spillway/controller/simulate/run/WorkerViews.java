package dev.spillway.controller.simulate.run;

import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.simulate.fleet.SimulatedWorker;
import dev.spillway.controller.simulate.fleet.WorkerFleet;
import dev.spillway.controller.simulate.scenario.PoolPlan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A pool's workers as a policy sees them; made anew only when something has changed. */
final class WorkerViews {

    private final PoolPlan plan;
    private final WorkerFleet fleet;
    private final Instant start;
    private final Duration startup;
    private List<WorkerView> views = List.of();
    private boolean areOld = true;

    /**
     * Nothing is seen yet.
     *
     * @param start the moment of virtual time zero
     */
    WorkerViews(PoolPlan plan, WorkerFleet fleet, Instant start) {
        this.plan = plan;
        this.fleet = fleet;
        this.start = start;
        this.startup = Duration.ofNanos((long) (plan.fleet().startup().meanSeconds() * 1e9));
    }

    void areOld() {
        areOld = true;
    }

    List<WorkerView> current() {
        if (areOld) {
            views = fleet.workers().stream().map(this::view).toList();
            areOld = false;
        }
        return views;
    }

    private WorkerView view(SimulatedWorker worker) {
        Instant asked = start.plusNanos(worker.askedNanos());
        boolean isReady = worker.readyNanos() >= 0;
        return new WorkerView(
                plan.name() + "-" + worker.number(),
                switch (worker.state()) {
                    case PENDING, STARTING -> WorkerView.State.STARTING;
                    case READY -> WorkerView.State.READY;
                    case DRAINING, GONE -> WorkerView.State.DRAINING;
                },
                Optional.of(asked),
                Optional.of(isReady ? start.plusNanos(worker.readyNanos()) : asked.plus(startup)),
                worker.hasCpu() ? OptionalDouble.of(worker.cpuRatio()) : OptionalDouble.empty());
    }

    /** How long a worker takes to become ready, on the average. */
    Duration startup() {
        return startup;
    }
}
