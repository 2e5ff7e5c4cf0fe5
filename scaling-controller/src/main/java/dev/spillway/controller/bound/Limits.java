package dev.spillway.controller.bound;

/**
 * A pool's bounds.
 *
 * @param minReplicas workers at least, 0 or more
 * @param maxReplicas workers at most
 * @param slotsPerWorker requests in flight per worker at most
 * @param behavior how fast it may change
 */
public record Limits(int minReplicas, int maxReplicas, int slotsPerWorker, Behavior behavior) {

    public Limits {
        if (minReplicas < 0 || maxReplicas < minReplicas || slotsPerWorker < 1) {
            throw new IllegalArgumentException(
                    "limits are %d to %d workers of %d slots; needed are 0 <= min <= max and a slot"
                            .formatted(minReplicas, maxReplicas, slotsPerWorker));
        }
    }
}
