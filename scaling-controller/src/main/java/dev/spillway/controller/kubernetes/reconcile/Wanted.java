package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.catalog.Pool;

import java.util.Map;

/**
 * What the loop wants of a pool.
 *
 * @param replicas workers there shall be
 * @param inFlight requests in flight by worker, as far as known
 */
record Wanted(Pool pool, int replicas, Map<String, Integer> inFlight) {

    Wanted {
        inFlight = Map.copyOf(inFlight);
    }

    /** Whether the cluster has to hear of the difference. */
    boolean asksForTheSameAs(Wanted other) {
        return replicas == other.replicas && pool.equals(other.pool);
    }
}
