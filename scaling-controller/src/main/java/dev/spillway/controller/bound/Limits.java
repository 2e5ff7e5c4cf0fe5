package dev.spillway.controller.bound;

import dev.spillway.controller.pause.Pause;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A pool's bounds.
 *
 * @param minReplicas workers at least, 0 or more
 * @param maxReplicas workers at most
 * @param slotsPerWorker requests in flight per worker at most
 * @param behavior how fast it may change
 * @param floors what else asks for workers at least
 * @param capacityReplicas workers that a capacity too small for all has room for, even where the
 *     minimum is more; absent where capacity is no concern
 * @param settle how long measurements must come without a break before anything is taken away
 * @param pause the number that a person has fixed; it stands above all but the capacity
 */
public record Limits(
        int minReplicas,
        int maxReplicas,
        int slotsPerWorker,
        Behavior behavior,
        List<Floor> floors,
        OptionalInt capacityReplicas,
        Duration settle,
        Optional<Pause> pause) {

    public Limits {
        if (minReplicas < 0 || maxReplicas < minReplicas || slotsPerWorker < 1) {
            throw new IllegalArgumentException(
                    "limits are %d to %d workers of %d slots; needed are 0 <= min <= max and a slot"
                            .formatted(minReplicas, maxReplicas, slotsPerWorker));
        }
        if (settle.isNegative()) {
            throw new IllegalArgumentException(
                    "settle is %s; it cannot be negative".formatted(settle));
        }
        floors = List.copyOf(floors);
    }

    /** Limits without floors, and with capacity for everything. */
    public Limits(int minReplicas, int maxReplicas, int slotsPerWorker, Behavior behavior) {
        this(
                minReplicas,
                maxReplicas,
                slotsPerWorker,
                behavior,
                List.of(),
                OptionalInt.empty(),
                Duration.ZERO,
                Optional.empty());
    }

    public Limits withFloors(List<Floor> newFloors) {
        return new Limits(
                minReplicas,
                maxReplicas,
                slotsPerWorker,
                behavior,
                newFloors,
                capacityReplicas,
                settle,
                pause);
    }

    public Limits withCapacity(int replicas) {
        return new Limits(
                minReplicas,
                maxReplicas,
                slotsPerWorker,
                behavior,
                floors,
                OptionalInt.of(replicas),
                settle,
                pause);
    }

    public Limits withPause(Optional<Pause> newPause) {
        return new Limits(
                minReplicas,
                maxReplicas,
                slotsPerWorker,
                behavior,
                floors,
                capacityReplicas,
                settle,
                newPause);
    }

    /**
     * The limits of a policy that limits the speed of its own steps: no windows, periods and rates.
     * What remains of the behaviour is the time that measurements must have come without a break.
     */
    public Limits withoutPace() {
        return new Limits(
                minReplicas,
                maxReplicas,
                slotsPerWorker,
                Behavior.AT_ONCE,
                floors,
                capacityReplicas,
                behavior.scaleDownWindow(),
                pause);
    }

    /** Workers at most: no minimum makes room where there is none. */
    public int most() {
        return Math.min(maxReplicas, capacityReplicas.orElse(maxReplicas));
    }

    /** Workers at least, with all floors, as far as there is room. */
    public int least() {
        int floor = floors.stream().mapToInt(Floor::replicas).max().orElse(0);
        return Math.min(most(), Math.max(minReplicas, floor));
    }
}
