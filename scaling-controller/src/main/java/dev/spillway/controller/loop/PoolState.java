package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.decision.Comparison;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.pause.Pause;

import java.util.List;
import java.util.Optional;

/**
 * A pool as the loop last saw it.
 *
 * @param desired workers asked for
 * @param workers those there are
 * @param reading its queue's numbers, if they were ever read
 * @param decision the last one, if it was possible
 * @param comparison the policy in shadow beside the live one, if there is one
 * @param pause that is in force
 */
public record PoolState(
        Pool pool,
        List<Tenant> tenants,
        int desired,
        List<Worker> workers,
        Optional<Reading> reading,
        Optional<Decision> decision,
        Optional<Comparison> comparison,
        Optional<Pause> pause) {

    public PoolState {
        tenants = List.copyOf(tenants);
        workers = List.copyOf(workers);
    }

    public long count(Worker.State state) {
        return workers.stream().filter(worker -> worker.state() == state).count();
    }

    /** Workers that are not about to go. */
    public long running() {
        return workers.size() - count(Worker.State.DRAINING);
    }
}
