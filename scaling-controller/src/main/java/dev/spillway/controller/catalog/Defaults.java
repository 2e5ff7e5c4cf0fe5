package dev.spillway.controller.catalog;

import java.util.Optional;

/**
 * What holds where neither tier nor pool says.
 *
 * @param minReplicas workers at least
 * @param maxReplicas workers at most
 * @param targetQueueDepth waiting requests per worker that are fine
 * @param slotsPerWorker requests in flight per worker at most
 * @param fairness replaces the fairness of every pool, for comparisons
 */
public record Defaults(
        int minReplicas,
        int maxReplicas,
        int targetQueueDepth,
        int slotsPerWorker,
        Optional<Fairness> fairness) {

    public static final Defaults STANDARD = new Defaults(3, 20, 10, 16, Optional.empty());
}
