package dev.spillway.controller.e2e;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A tenant with a small dedicated pool that scales within seconds.
 *
 * @param shareRatio of the cluster that it may take
 * @param region where its workers are; local for anywhere
 */
record TenantDocument(
        String name,
        String tier,
        int min,
        int max,
        double shareRatio,
        String region,
        String engine) {

    static TenantDocument of(String name) {
        return new TenantDocument("e2e-" + name, "standard", 1, 4, 1, "local", "direct");
    }

    TenantDocument ofTier(String other) {
        return new TenantDocument(name, other, min, max, shareRatio, region, engine);
    }

    TenantDocument within(int least, int most) {
        return new TenantDocument(name, tier, least, most, shareRatio, region, engine);
    }

    TenantDocument withShareRatio(double ratio) {
        return new TenantDocument(name, tier, min, max, ratio, region, engine);
    }

    TenantDocument in(String other) {
        return new TenantDocument(name, tier, min, max, shareRatio, other, engine);
    }

    TenantDocument by(String other) {
        return new TenantDocument(name, tier, min, max, shareRatio, region, other);
    }

    String namespace() {
        return "spillway-" + name;
    }

    /** An API key that anybody can work out: it opens nothing but this tenant of a test. */
    String key() {
        return "sk-spillway-%s-%s".formatted(name, "0".repeat(40));
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
          autoscaling:
            engine: %s
            resources: tiny
            minReplicas: %d
            maxReplicas: %d
            policy: queue-depth
            targetQueueDepth: 10
            behavior: {profile: aggressive, scaleUpPeriod: 1s, scaleDownPeriod: 1s, scaleDownWindow: 5s}
            share: {clusterShareRatio: %s}
        """
                .formatted(name, tier, region, name, sha256(key()), engine, min, max, shareRatio);
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
