package dev.spillway.controller.signal.metrics;

import dev.spillway.controller.signal.PoolSignals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** Shows a metric's series of a pool whose requests were counted. */
    private interface Show {
        Stream<Series> of(PoolSignals pool, PoolSignals.Queue queue);
    }

    /** A metric's name and how it is read. */
    enum Metric {
        TENANT_QUEUE_DEPTH(
                "tenant_queue_depth",
                (pool, queue) ->
                        queue.waiting().entrySet().stream()
                                .map(
                                        tenant ->
                                                new Series(
                                                        Map.of(
                                                                "tenant",
                                                                tenant.getKey(),
                                                                POOL,
                                                                pool.pool()),
                                                        tenant.getValue(),
                                                        queue.at()))),
        POOL_REQUESTS_IN_FLIGHT(
                "pool_requests_in_flight",
                (pool, queue) ->
                        Stream.of(
                                new Series(
                                        Map.of(POOL, pool.pool()), queue.inFlight(), queue.at()))),
        POOL_DESIRED_WORKERS(
                "pool_desired_workers",
                (pool, queue) ->
                        Stream.of(
                                new Series(Map.of(POOL, pool.pool()), pool.desired(), queue.at())));

        private final String label;
        private final Show show;

        Metric(String label, Show show) {
            this.label = label;
            this.show = show;
        }

        String label() {
            return label;
        }

        List<Series> of(PoolSignals pool) {
            return pool.queue().stream().flatMap(queue -> show.of(pool, queue)).toList();
        }
    }
}
