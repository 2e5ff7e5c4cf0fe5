package dev.spillway.controller.recommend;

import java.time.Duration;

/**
 * What a pool is meant to be like.
 *
 * @param targetQueueDepth waiting requests per worker that are fine, 1 or more
 * @param slotsPerWorker requests in flight per worker at most, 1 or more
 * @param minReplicas workers at least, 0 or more
 * @param maxReplicas workers at most
 * @param startup how long a new worker takes to become ready
 */
public record Goal(
        int targetQueueDepth,
        int slotsPerWorker,
        int minReplicas,
        int maxReplicas,
        Duration startup) {

    public Goal {
        if (targetQueueDepth < 1) {
            throw new IllegalArgumentException(
                    "targetQueueDepth is %d; it must be at least 1".formatted(targetQueueDepth));
        }
        if (slotsPerWorker < 1 || minReplicas < 0 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException(
                    "a goal is %d to %d workers of %d slots; needed are 0 <= min <= max and a slot"
                            .formatted(minReplicas, maxReplicas, slotsPerWorker));
        }
        if (startup.isNegative()) {
            throw new IllegalArgumentException(
                    "startup is %s; it cannot be negative".formatted(startup));
        }
    }
}
