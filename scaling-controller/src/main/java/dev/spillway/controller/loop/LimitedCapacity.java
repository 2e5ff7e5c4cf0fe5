package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.decision.Allotment;
import dev.spillway.controller.share.Commons;
import dev.spillway.controller.share.Grant;
import dev.spillway.controller.share.Stake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects what all pools ask for in one pass, and tells each what it gets. */
final class LimitedCapacity {

    private final Catalog catalog;
    private final Actuator actuator;
    private final List<Stake> stakes = new ArrayList<>();

    LimitedCapacity(Catalog catalog, Actuator actuator) {
        this.catalog = catalog;
        this.actuator = actuator;
    }

    /**
     * One more pool.
     *
     * @param desired workers it asked for last
     * @param proposal what it would do next; absent when that could not be decided
     */
    void add(Pool pool, int desired, Optional<Proposal> proposal) {
        catalog.capacityReplicas()
                .ifPresent(capacity -> stakes.add(stake(pool, desired, proposal, capacity)));
    }

    private Stake stake(Pool pool, int desired, Optional<Proposal> proposal, int capacity) {
        List<Worker> workers = actuator.workers(pool.name());
        int draining =
                (int)
                        workers.stream()
                                .filter(worker -> worker.state() == Worker.State.DRAINING)
                                .count();
        int held = Math.max(desired, workers.size() - draining);
        return new Stake(
                pool.name(),
                pool.share().weight(),
                pool.share().guaranteedReplicas(),
                pool.share().most(capacity),
                held,
                draining,
                proposal.map(wanted -> wanted.choice().to()).orElse(held),
                proposal.map(Proposal::isBlind).orElse(true));
    }

    /** What those pools get that do not get all they ask for. */
    Map<String, Allotment> cuts() {
        Map<String, Allotment> cuts = new HashMap<>();
        if (catalog.capacityReplicas().isEmpty()) {
            return cuts;
        }
        Commons commons = new Commons(catalog.capacityReplicas().getAsInt(), elsewhere(), stakes);
        List<Grant> grants = commons.grants();
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i).fallsShort()) {
                cuts.put(stakes.get(i).pool(), new Allotment(commons, grants.get(i)));
            }
        }
        return cuts;
    }

    /** Workers of pools that are gone take room until they are. */
    private int elsewhere() {
        Set<String> pools = stakes.stream().map(Stake::pool).collect(Collectors.toSet());
        return actuator.pools().stream()
                .filter(pool -> !pools.contains(pool))
                .mapToInt(pool -> actuator.workers(pool).size())
                .sum();
    }
}
