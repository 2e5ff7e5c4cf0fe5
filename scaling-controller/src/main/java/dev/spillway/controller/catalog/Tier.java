package dev.spillway.controller.catalog;

import java.time.Duration;
import java.util.List;

/**
 * A service class: what a tenant of it gets where the tenant says nothing else.
 *
 * @param name its name
 * @param minReplicas workers of a dedicated pool at least
 * @param maxReplicas workers of a dedicated pool at most
 * @param clusterShareRatio share of the cluster that one tenant may take at most, 0 to 1
 * @param weight share of a shared pool, relative to its other tenants
 * @param availability promised share of good answers, in percent as contracts write it
 * @param p95Latency promised latency
 * @param queueDepth requests of one tenant that may wait
 */
public record Tier(
        String name,
        int minReplicas,
        int maxReplicas,
        double clusterShareRatio,
        double weight,
        double availability,
        Duration p95Latency,
        int queueDepth) {

    /** Another name of the tier {@code free}. */
    public static final String ALIAS_OF_FREE = "basic";

    /** The tiers that are there without any document; a Tier document changes or adds one. */
    public static final List<Tier> BUILT_IN =
            List.of(
                    new Tier("enterprise", 5, 30, 0.40, 8, 99.99, Duration.ofMillis(250), 1000),
                    new Tier("premium", 5, 30, 0.40, 4, 99.95, Duration.ofMillis(350), 500),
                    new Tier("standard", 3, 15, 0.20, 2, 99.9, Duration.ofMillis(500), 200),
                    new Tier("free", 1, 5, 0.10, 1, 99.9, Duration.ofMillis(1000), 100));

    /** The name under which the tier is known, whichever way it was written. */
    public static String canonicalName(String name) {
        return name.equals(ALIAS_OF_FREE) ? "free" : name;
    }
}
