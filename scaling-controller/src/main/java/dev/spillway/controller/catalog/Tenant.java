package dev.spillway.controller.catalog;

import java.time.Duration;
import java.util.List;

/**
 * Who asks, and what it is entitled to.
 *
 * @param name its name, also a label and a key
 * @param displayName its name for people
 * @param tier its service class
 * @param pool the pool that serves it; its own name when that pool is its own
 * @param region where its queue, workers and vectors are
 * @param p95Latency promised latency
 * @param availability promised share of good answers, in percent
 * @param limits how much it may send
 * @param collections what it may ask about
 * @param apiKeys its keys
 */
public record Tenant(
        String name,
        String displayName,
        Tier tier,
        String pool,
        String region,
        Duration p95Latency,
        double availability,
        Limits limits,
        List<String> collections,
        List<ApiKey> apiKeys) {

    public Tenant {
        collections = List.copyOf(collections);
        apiKeys = List.copyOf(apiKeys);
    }

    /**
     * How much a tenant may send.
     *
     * @param requestsPerSecond in the long run; 0 for no limit
     * @param burst at once beyond that
     * @param queueDepth requests that may wait
     * @param bytesPerSecond of questions and answers through one router in the long run; 0 for no
     *     limit
     */
    public record Limits(
            double requestsPerSecond, int burst, int queueDepth, double bytesPerSecond) {}
}
