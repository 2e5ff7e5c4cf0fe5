package dev.spillway.controller.capacity.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a tenant of an AI platform may run ({@code tenant_scaling_config}).
 *
 * @param tenant whose it is
 * @param tier its service class
 * @param maxConcurrentJobs at a time
 * @param maxModelSizeGb of one model
 * @param maxTrainingDuration of one training
 * @param autoScaling whether its pool scales by itself
 * @param rules free-form
 * @param createdAt when it was first written
 * @param updatedAt when it was last written
 */
public record TenantScaling(
        String tenant,
        String tier,
        int maxConcurrentJobs,
        int maxModelSizeGb,
        Duration maxTrainingDuration,
        boolean autoScaling,
        Map<String, String> rules,
        Instant createdAt,
        Instant updatedAt) {

    public TenantScaling {
        rules = Map.copyOf(rules);
        if (maxConcurrentJobs < 0 || maxModelSizeGb < 0 || maxTrainingDuration.isNegative()) {
            throw new IllegalArgumentException(
                    "tenant %s may run %d jobs of %d GB for %s; none can be negative"
                            .formatted(
                                    tenant,
                                    maxConcurrentJobs,
                                    maxModelSizeGb,
                                    maxTrainingDuration));
        }
    }

    /** What holds for a tenant nobody has written anything about. */
    public static TenantScaling unknown(String tenant, Instant now) {
        return new TenantScaling(
                tenant, "basic", 1, 1, Duration.ofHours(24), false, Map.of(), now, now);
    }
}
