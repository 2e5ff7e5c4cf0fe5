package dev.spillway.controller.kubernetes.reconcile;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.loop.Target;

import java.util.Map;

/**
 * What the loop wants of a pool.
 *
 * @param inFlight requests in flight by worker, as far as known
 */
record Wanted(Pool pool, Target target, Map<String, Integer> inFlight) {

    Wanted {
        inFlight = Map.copyOf(inFlight);
    }

    /** Whether the cluster has to hear of the difference. */
    boolean asksForTheSameAs(Wanted other) {
        return target.equals(other.target) && pool.equals(other.pool);
    }
}
