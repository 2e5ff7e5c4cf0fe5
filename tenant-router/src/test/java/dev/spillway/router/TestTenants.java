package dev.spillway.router;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Tenant directories as the controller writes them. */
final class TestTenants {
    static final String POOL = "shared-test";
    static final Entry BAKERY = entry("bakery");
    static final Entry MEDIA = entry("media");

    /** A tenant with one key. */
    record Entry(
            String name,
            double requestsPerSecond,
            int burst,
            int queueDepth,
            double bytesPerSecond) {
        String key() {
            return "sk-spillway-" + name + "-key-" + "a1B2c3D4".repeat(4);
        }

        Entry withRate(double perSecond, int atOnce) {
            return new Entry(name, perSecond, atOnce, queueDepth, bytesPerSecond);
        }

        Entry withBandwidth(double bytes) {
            return new Entry(name, requestsPerSecond, burst, queueDepth, bytes);
        }

        Entry withQueueDepth(int depth) {
            return new Entry(name, requestsPerSecond, burst, depth, bytesPerSecond);
        }

        private String json() {
            return """
            {"name": "%s", "displayName": "%s", "tier": "standard", "pool": "%s", "region": "local",
             "weight": 2.0, "p95LatencyMillis": 500, "requestsPerSecond": %s, "burst": %d,
             "queueDepth": %d, "bytesPerSecond": %s, "collections": [],
             "apiKeys": [{"id": "%s-key", "sha256": "%s"}]}"""
                    .formatted(
                            name,
                            name,
                            POOL,
                            requestsPerSecond,
                            burst,
                            queueDepth,
                            bytesPerSecond,
                            name,
                            sha256(key()));
        }
    }

    private TestTenants() {}

    static Entry entry(String name) {
        return new Entry(name, 0, 1, 100, 0);
    }

    static String directory(int version, List<Entry> tenants) {
        return """
        {"version": %d, "pools": [{"name": "%s", "region": "local", "fairness": "weighted"}],
         "tenants": [%s]}"""
                .formatted(
                        version,
                        POOL,
                        tenants.stream().map(Entry::json).collect(Collectors.joining(",")));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
