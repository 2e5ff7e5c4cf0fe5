package dev.spillway.controller.simulate.scenario;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.simulate.fleet.FleetPlan;
import dev.spillway.controller.simulate.line.WaitingLine;

import java.util.List;

/**
 * A pool in a scenario.
 *
 * @param discipline who is served next
 * @param startReplicas workers there are at the start, ready
 * @param waitingLimit requests that may wait in the pool; more are refused
 * @param floors minima that hold for a while, as a prewarm schedule sets them
 */
public record PoolPlan(
        String name,
        WaitingLine.Discipline discipline,
        int minReplicas,
        int maxReplicas,
        int startReplicas,
        int targetQueueDepth,
        int waitingLimit,
        Behavior behavior,
        FleetPlan fleet,
        List<Floor> floors) {

    public PoolPlan {
        floors = List.copyOf(floors);
    }

    /** At least so many workers between two moments, in virtual nanoseconds. */
    public record Floor(long fromNanos, long untilNanos, int replicas) {}

    /** The minimum at a moment. */
    public int minReplicasAt(long nanos) {
        int min = minReplicas;
        for (Floor floor : floors) {
            if (nanos >= floor.fromNanos() && nanos < floor.untilNanos()) {
                min = Math.max(min, floor.replicas());
            }
        }
        return Math.min(min, maxReplicas);
    }

    /** A pool like this with another name. */
    public PoolPlan named(String newName) {
        return new PoolPlan(
                newName,
                discipline,
                minReplicas,
                maxReplicas,
                startReplicas,
                targetQueueDepth,
                waitingLimit,
                behavior,
                fleet,
                floors);
    }

    /** The same pool as one run has it. */
    PoolPlan with(
            WaitingLine.Discipline newDiscipline,
            int newMaxReplicas,
            Behavior newBehavior,
            FleetPlan newFleet) {
        return new PoolPlan(
                name,
                newDiscipline,
                minReplicas,
                newMaxReplicas,
                startReplicas,
                targetQueueDepth,
                waitingLimit,
                newBehavior,
                newFleet,
                floors);
    }
}
