package dev.spillway.controller.catalog;

import java.util.List;

/**
 * Everything the documents say, complete and consistent.
 *
 * @param pools shared pools and those of single tenants, by name
 * @param tenants by name
 */
public record Catalog(List<Pool> pools, List<Tenant> tenants) {

    public Catalog {
        pools = List.copyOf(pools);
        tenants = List.copyOf(tenants);
    }

    public List<Tenant> tenantsOf(Pool pool) {
        return tenants.stream().filter(tenant -> tenant.pool().equals(pool.name())).toList();
    }
}
