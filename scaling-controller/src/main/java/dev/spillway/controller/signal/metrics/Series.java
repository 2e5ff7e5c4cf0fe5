package dev.spillway.controller.signal.metrics;

import dev.spillway.controller.signal.PoolSignals;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One value of a metric.
 *
 * @param labels that choose it among the others
 * @param at when it was measured
 */
record Series(Map<String, String> labels, long value, Instant at) {

    private static final String POOL = "pool";

    Series {
        labels = Map.copyOf(labels);
    }

    /** A metric's name and how it is read. */
    enum Metric {
        TENANT_QUEUE_DEPTH("tenant_queue_depth"),
        POOL_REQUESTS_IN_FLIGHT("pool_requests_in_flight"),
        POOL_DESIRED_WORKERS("pool_desired_workers");

        private final String label;

        Metric(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        /** None for a pool whose requests were never counted. */
        List<Series> of(PoolSignals pool) {
            return pool.queue().map(queue -> of(pool, queue)).orElse(List.of());
        }

        private List<Series> of(PoolSignals pool, PoolSignals.Queue queue) {
            Map<String, String> labels = Map.of(POOL, pool.pool());
            return switch (this) {
                case TENANT_QUEUE_DEPTH ->
                        queue.waiting().entrySet().stream()
                                .map(
                                        tenant ->
                                                new Series(
                                                        Map.of(
                                                                POOL,
                                                                pool.pool(),
                                                                "tenant",
                                                                tenant.getKey()),
                                                        tenant.getValue(),
                                                        queue.at()))
                                .toList();
                case POOL_REQUESTS_IN_FLIGHT ->
                        List.of(new Series(labels, queue.inFlight(), queue.at()));
                case POOL_DESIRED_WORKERS ->
                        List.of(new Series(labels, pool.desired(), queue.at()));
            };
        }
    }
}
