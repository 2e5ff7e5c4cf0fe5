package dev.spillway.controller.catalog;

import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.prewarm.PrewarmSchedule;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything the documents say, complete and consistent.
 *
 * @param pools shared pools and those of single tenants, by name
 * @param tenants by name
 * @param schedules of all pools, by name
 * @param priceBook what workers cost, if that is known
 * @param capacityReplicas workers there is room for, all pools together; absent where that is no
 *     concern
 */
public record Catalog(
        List<Pool> pools,
        List<Tenant> tenants,
        List<PrewarmSchedule> schedules,
        Optional<PriceBook> priceBook,
        OptionalInt capacityReplicas) {

    public Catalog {
        pools = List.copyOf(pools);
        tenants = List.copyOf(tenants);
        schedules = List.copyOf(schedules);
    }

    /** Without schedules and prices, and with room for everything. */
    public Catalog(List<Pool> pools, List<Tenant> tenants) {
        this(pools, tenants, List.of(), Optional.empty(), OptionalInt.empty());
    }

    /** The pool of a tenant of that name, or else the pool of that name. */
    public Optional<Pool> poolServing(String name) {
        String pool =
                tenants.stream()
                        .filter(tenant -> tenant.name().equals(name))
                        .map(Tenant::pool)
                        .findFirst()
                        .orElse(name);
        return pools.stream().filter(each -> each.name().equals(pool)).findFirst();
    }

    public List<Tenant> tenantsOf(Pool pool) {
        return tenants.stream().filter(tenant -> tenant.pool().equals(pool.name())).toList();
    }
}
