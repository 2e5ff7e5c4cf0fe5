package dev.spillway.controller.catalog;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What holds where neither tier nor pool says.
 *
 * @param minReplicas workers at least
 * @param maxReplicas workers at most
 * @param targetQueueDepth waiting requests per worker that are fine
 * @param slotsPerWorker requests in flight per worker at most
 * @param fairness replaces the fairness of every pool, for comparisons
 * @param policy the name of the policy that decides
 * @param shadowPolicy the name of one that runs beside it, if any
 * @param capacityReplicas workers there is room for, all pools together; absent where that is no
 *     concern
 */
public record Defaults(
        int minReplicas,
        int maxReplicas,
        int targetQueueDepth,
        int slotsPerWorker,
        Optional<Fairness> fairness,
        String policy,
        Optional<String> shadowPolicy,
        OptionalInt capacityReplicas) {

    public static final Defaults STANDARD = new Defaults(3, 20, 10, 16, Optional.empty());

    /** The policy that runs where nothing else is said, and none in shadow. */
    public Defaults(
            int minReplicas,
            int maxReplicas,
            int targetQueueDepth,
            int slotsPerWorker,
            Optional<Fairness> fairness) {
        this(
                minReplicas,
                maxReplicas,
                targetQueueDepth,
                slotsPerWorker,
                fairness,
                "deadline",
                Optional.empty(),
                OptionalInt.empty());
    }
}
