package dev.spillway.router.tenancy;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.TenantId;

/**
 * One tenant, as far as the router cares.
 *
 * @param id who
 * @param tier its service class
 * @param pool the scheduling domain that serves it
 * @param region where that is
 * @param requestsPerSecond admitted in the long run; 0 for no limit
 * @param burst admitted at once beyond that
 * @param queueDepth requests that may wait
 * @param bytesPerSecond of questions and answers through one router in the long run; 0 for no limit
 */
public record Tenant(
        TenantId id,
        String tier,
        Domain pool,
        String region,
        double requestsPerSecond,
        int burst,
        int queueDepth,
        double bytesPerSecond) {
    public Tenant {
        requireRate(id, "requestsPerSecond", requestsPerSecond);
        requireRate(id, "bytesPerSecond", bytesPerSecond);
        if (burst < 1 || queueDepth < 1) {
            throw new IllegalArgumentException(
                    "burst and queueDepth of %s are %d and %d; they must be at least 1"
                            .formatted(id, burst, queueDepth));
        }
    }

    private static void requireRate(TenantId id, String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(
                    "%s of %s is %s; it must be at least 0".formatted(name, id, value));
        }
    }
}
