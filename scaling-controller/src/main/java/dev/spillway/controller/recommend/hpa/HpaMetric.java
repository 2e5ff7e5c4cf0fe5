package dev.spillway.controller.recommend.hpa;

import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.hpa.spec.MetricSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricTarget;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A measurement of a pool that its autoscaler watches. */
public sealed interface HpaMetric {

    /**
     * Waiting requests, as an External metric with an average per worker.
     *
     * @param perWorker wanted; empty for the pool's own target
     */
    record QueueDepth(OptionalInt perWorker) implements HpaMetric {}

    /**
     * Requests in flight, as a Pods metric.
     *
     * @param perWorker wanted
     */
    record InFlight(int perWorker) implements HpaMetric {}

    /**
     * Processor time, as a Resource metric.
     *
     * @param targetPercent of what a worker was promised
     */
    record Cpu(int targetPercent) implements HpaMetric {}

    /**
     * 95th percentile of latency.
     *
     * @param target wanted
     * @param as the pool's one value, or each worker's
     */
    record P95Latency(Duration target, Kind as) implements HpaMetric {}

    /** How a value of the whole pool is shown. */
    enum Kind {
        OBJECT,
        PODS
    }

    /** Its name in recommendations. */
    default String label() {
        return switch (this) {
            case QueueDepth _ -> "queue depth";
            case InFlight _ -> "requests in flight";
            case Cpu _ -> "cpu";
            case P95Latency _ -> "p95 latency";
        };
    }

    /** In a policy's version. */
    default String describe() {
        return switch (this) {
            case QueueDepth(OptionalInt perWorker) ->
                    "queue-depth:" + (perWorker.isPresent() ? perWorker.getAsInt() : "goal");
            case InFlight(int perWorker) -> "in-flight:" + perWorker;
            case Cpu(int targetPercent) -> "cpu:" + targetPercent + "%";
            case P95Latency(Duration target, Kind as) ->
                    "p95:" + target.toMillis() + "ms/" + (as == Kind.PODS ? "pods" : "object");
        };
    }

    /** As Kubernetes is told. */
    default MetricSpec spec(Goal goal) {
        return switch (this) {
            case QueueDepth(OptionalInt perWorker) ->
                    MetricSpec.external(
                            "queue_depth_per_tenant",
                            MetricTarget.averageValue(
                                    perWorker.orElse(goal.targetQueueDepth()) * 1000L));
            case InFlight(int perWorker) ->
                    new MetricSpec.Pods(
                            "http_requests_in_flight",
                            Optional.empty(),
                            MetricTarget.averageValue(perWorker * 1000L));
            case Cpu(int targetPercent) -> MetricSpec.cpu(targetPercent);
            case P95Latency(Duration target, Kind as) ->
                    switch (as) {
                        // Thousandths of a second are milliseconds.
                        case OBJECT ->
                                new MetricSpec.ObjectMetric(
                                        "http_request_duration_p95",
                                        Optional.empty(),
                                        "Service",
                                        "pool",
                                        MetricTarget.value(target.toMillis()));
                        case PODS ->
                                new MetricSpec.Pods(
                                        "http_request_duration_p95",
                                        Optional.empty(),
                                        MetricTarget.averageValue(target.toMillis()));
                    };
        };
    }
}
