package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Pool;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries decisions out. */
public interface Actuator {

    /**
     * Brings a pool a step closer to its number of workers: starts, drains, replaces; never waits.
     *
     * @param inFlight requests in flight by worker, as far as known
     */
    void apply(Pool pool, Target target, Map<String, Integer> inFlight, Instant now);

    /** Whether another engine chooses a pool's number of workers, within the target's range. */
    default boolean leavesTheChoice(Pool pool) {
        return false;
    }

    /** The pool's workers, those that drain included. */
    List<Worker> workers(String pool);

    /** Every pool that has workers, known to the catalog or not. */
    Set<String> pools();

    /** Drains every worker of a pool that is gone. */
    void retire(String pool, Instant now);
}
