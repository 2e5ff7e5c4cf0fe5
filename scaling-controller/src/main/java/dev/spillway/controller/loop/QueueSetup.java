package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.control.Control;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.Fairness;
import dev.spillway.fairqueue.control.TenantPolicy;
import dev.spillway.fairqueue.control.TenantStats;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps one pool's queue set up as the catalog says: after every change of the catalog, and again
 * when the store has lost it.
 */
final class QueueSetup {

    private static final int MOST_WAITING = 100_000;
    private static final int NO_CAP = 1_000_000;

    private record Wanted(DomainPolicy domain, Map<TenantId, TenantPolicy> tenants) {}

    private Optional<Wanted> done = Optional.empty();
    private Optional<String> epoch = Optional.empty();

    /** Returns whether anything had to be set. */
    boolean ensure(Control queue, Pool pool, Catalog catalog, DomainStats stats) {
        Wanted wanted = wanted(pool, catalog.tenantsOf(pool));
        List<TenantId> configured = stats.tenants().stream().map(TenantStats::tenant).toList();
        if (done.equals(Optional.of(wanted))
                && epoch.equals(Optional.of(stats.epoch()))
                && wanted.tenants().size() == configured.size()
                && wanted.tenants().keySet().containsAll(configured)) {
            return false;
        }
        queue.configure(wanted.domain());
        wanted.tenants().forEach(queue::configure);
        configured.stream()
                .filter(tenant -> !wanted.tenants().containsKey(tenant))
                .forEach(queue::remove);
        done = Optional.of(wanted);
        epoch = Optional.of(stats.epoch());
        return true;
    }

    private static Wanted wanted(Pool pool, List<Tenant> tenants) {
        Map<TenantId, TenantPolicy> policies = new TreeMap<>();
        for (Tenant tenant : tenants) {
            policies.put(new TenantId(tenant.name()), policy(tenant));
        }
        return new Wanted(new DomainPolicy(fairness(pool), MOST_WAITING), policies);
    }

    private static TenantPolicy policy(Tenant tenant) {
        return new TenantPolicy(
                tenant.tier().weight(),
                tenant.limits().requestsPerSecond(),
                tenant.limits().burst(),
                tenant.limits().queueDepth(),
                NO_CAP);
    }

    private static Fairness fairness(Pool pool) {
        return switch (pool.fairness()) {
            case WEIGHTED -> Fairness.WEIGHTED;
            case FIFO -> Fairness.FIFO;
        };
    }
}
