package dev.spillway.rag.tenants;

import dev.spillway.fairqueue.TenantId;

import java.util.List;
import java.util.Map;

/**
 * The tenants of one pool.
 *
 * @param collections what each tenant may search, by tenant
 */
public record PoolTenants(Map<TenantId, List<String>> collections) {

    public PoolTenants {
        collections = Map.copyOf(collections);
    }
}
