package dev.spillway.controller.e2e;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A tenant with a small pool of its own that scales within seconds.
 *
 * @param shareRatio of the cluster that it may take
 * @param region where its workers are; local for anywhere
 * @param serviceMillis how long its workers pretend to take for an answer; 0 for as long as it
 *     takes
 */
record TenantDocument(
        String name,
        String tier,
        int min,
        int max,
        double shareRatio,
        String region,
        String engine,
        long serviceMillis) {

    /** Requests in flight on a worker that pretends. */
    static final int SLOTS = 8;

    static TenantDocument of(String name) {
        return new TenantDocument("e2e-" + name, "standard", 1, 4, 1, "local", "direct", 0);
    }

    TenantDocument ofTier(String other) {
        return new TenantDocument(name, other, min, max, shareRatio, region, engine, serviceMillis);
    }

    TenantDocument within(int least, int most) {
        return new TenantDocument(
                name, tier, least, most, shareRatio, region, engine, serviceMillis);
    }

    TenantDocument withShareRatio(double ratio) {
        return new TenantDocument(name, tier, min, max, ratio, region, engine, serviceMillis);
    }

    TenantDocument in(String other) {
        return new TenantDocument(name, tier, min, max, shareRatio, other, engine, serviceMillis);
    }

    TenantDocument by(String other) {
        return new TenantDocument(name, tier, min, max, shareRatio, region, other, serviceMillis);
    }

    /** With workers that take so long for an answer that something is in flight meanwhile. */
    TenantDocument answeringWithin(Duration service) {
        return new TenantDocument(
                name, tier, min, max, shareRatio, region, engine, service.toMillis());
    }

    /** Its workers' own settings are said by a Pool, which then is not named like the tenant. */
    String pool() {
        return serviceMillis == 0 ? name : name + "-pool";
    }

    String namespace() {
        return "spillway-" + pool();
    }

    /** An API key that anybody can work out: it opens nothing but this tenant of a test. */
    String key() {
        return "sk-spillway-%s-%s".formatted(name, "0".repeat(40));
    }

    /** What there is to apply, in this order. */
    List<String> documents() {
        return serviceMillis == 0 ? List.of(yaml()) : List.of(poolYaml(), yaml());
    }

    String yaml() {
        return """
        apiVersion: spillway.dev/v1alpha1
        kind: Tenant
        metadata: {name: %s}
        spec:
          tier: %s
          residency: {region: %s}
          limits: {queueDepth: 2000}
          corpus: {collections: [fastify]}
          credentials: {apiKeys: [{id: %s, sha256: %s}]}
        """
                        .formatted(name, tier, region, name, sha256(key()))
                + (serviceMillis == 0
                        ? "  autoscaling:\n" + scaling().indent(4)
                        : "  pool: %s%n".formatted(pool()));
    }

    private String poolYaml() {
        return """
        apiVersion: spillway.dev/v1alpha1
        kind: Pool
        metadata: {name: %s}
        spec:
          region: %s
          slotsPerWorker: %d
          workers: {environment: {SPILLWAY_GENERATOR: synthetic, SPILLWAY_SYNTHETIC_MEAN_MILLIS: "%d"}}
        """
                        .formatted(pool(), region, SLOTS, serviceMillis)
                + scaling().indent(2);
    }

    private String scaling() {
        return """
        engine: %s
        resources: tiny
        minReplicas: %d
        maxReplicas: %d
        policy: queue-depth
        targetQueueDepth: 10
        behavior: {profile: aggressive, scaleUpPeriod: 1s, scaleDownPeriod: 1s, scaleDownWindow: 5s}
        share: {clusterShareRatio: %s}
        """
                .formatted(engine, min, max, shareRatio);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
