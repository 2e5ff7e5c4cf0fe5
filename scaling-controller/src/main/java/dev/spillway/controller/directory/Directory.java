package dev.spillway.controller.directory;

import dev.spillway.controller.catalog.ApiKey;
import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;

import java.util.List;
import java.util.Locale;

/**
 * The catalog as it goes over the wire: {@code contracts/examples/tenant-directory.json}.
 *
 * @param version grows with every change
 */
public record Directory(long version, List<PoolEntry> pools, List<TenantEntry> tenants) {

    public Directory {
        pools = List.copyOf(pools);
        tenants = List.copyOf(tenants);
    }

    public record PoolEntry(String name, String region, String fairness) {}

    public record TenantEntry(
            String name,
            String displayName,
            String tier,
            String pool,
            String region,
            double weight,
            long p95LatencyMillis,
            double requestsPerSecond,
            int burst,
            int queueDepth,
            double bytesPerSecond,
            List<String> collections,
            List<ApiKey> apiKeys) {

        public TenantEntry {
            collections = List.copyOf(collections);
            apiKeys = List.copyOf(apiKeys);
        }
    }

    public static Directory of(Catalog catalog, long version) {
        return new Directory(
                version,
                catalog.pools().stream().map(Directory::entry).toList(),
                catalog.tenants().stream().map(Directory::entry).toList());
    }

    /** Whether it says the same, whatever its version. */
    public boolean saysTheSameAs(Directory other) {
        return pools.equals(other.pools) && tenants.equals(other.tenants);
    }

    private static PoolEntry entry(Pool pool) {
        return new PoolEntry(
                pool.name(), pool.region(), pool.fairness().name().toLowerCase(Locale.ROOT));
    }

    private static TenantEntry entry(Tenant tenant) {
        return new TenantEntry(
                tenant.name(),
                tenant.displayName(),
                tenant.tier().name(),
                tenant.pool(),
                tenant.region(),
                tenant.tier().weight(),
                tenant.p95Latency().toMillis(),
                tenant.limits().requestsPerSecond(),
                tenant.limits().burst(),
                tenant.limits().queueDepth(),
                tenant.limits().bytesPerSecond(),
                tenant.collections(),
                tenant.apiKeys());
    }
}
