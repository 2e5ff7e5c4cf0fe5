package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the raw answers of the metrics APIs the way the autoscaler's own client does: an empty
 * answer is an error, a pod with a container that lacks the resource has no sample, the timestamp
 * is the first item's.
 */
public final class MetricsApi {

    private MetricsApi() {}

    /**
     * Usage of one pod, as the resource metrics API gives it.
     *
     * @param containers usage in thousandths, by container and resource
     */
    public record PodUsage(
            String pod, Instant at, Duration window, Map<String, Map<String, Long>> containers) {

        public PodUsage {
            containers = Map.copyOf(containers);
        }
    }

    /**
     * A custom metric's value for one pod.
     *
     * @param window empty when the adapter does not say
     */
    public record PodValue(String pod, long valueMilli, Instant at, Optional<Duration> window) {}

    /** A resource, summed over each pod's containers. */
    public static MetricReading resource(String resource, List<PodUsage> items) {
        return resource(
                items,
                item -> {
                    long sum = 0;
                    for (Map<String, Long> usage : item.containers().values()) {
                        if (!usage.containsKey(resource)) {
                            return Optional.empty();
                        }
                        sum += usage.get(resource);
                    }
                    return item.containers().isEmpty() ? Optional.empty() : Optional.of(sum);
                });
    }

    /** A resource of one container of each pod. */
    public static MetricReading containerResource(
            String resource, String container, List<PodUsage> items) {
        return resource(
                items,
                item ->
                        Optional.ofNullable(
                                item.containers().getOrDefault(container, Map.of()).get(resource)));
    }

    private interface Usage {
        Optional<Long> of(PodUsage item);
    }

    private static MetricReading resource(List<PodUsage> items, Usage usage) {
        if (items.isEmpty()) {
            return new MetricReading.Failed("no metrics returned from resource metrics API");
        }
        Map<String, Sample> samples = new HashMap<>();
        for (PodUsage item : items) {
            usage.of(item)
                    .ifPresent(
                            value ->
                                    samples.put(
                                            item.pod(),
                                            new Sample(value, item.at(), item.window())));
        }
        return new MetricReading.OfPods(samples, Optional.of(items.getFirst().at()));
    }

    /** A custom metric of pods. */
    public static MetricReading pods(List<PodValue> items) {
        if (items.isEmpty()) {
            return new MetricReading.Failed("no metrics returned from custom metrics API");
        }
        Map<String, Sample> samples = new HashMap<>();
        for (PodValue item : items) {
            Duration window = item.window().orElse(Sample.DEFAULT_WINDOW);
            samples.put(item.pod(), new Sample(item.valueMilli(), item.at(), window));
        }
        return new MetricReading.OfPods(samples, Optional.of(items.getFirst().at()));
    }

    /** An external metric. */
    public static MetricReading external(List<Long> valuesMilli, Instant at) {
        return valuesMilli.isEmpty()
                ? new MetricReading.Failed("no metrics returned from external metrics API")
                : new MetricReading.OfSeries(valuesMilli, Optional.of(at));
    }

    /** The resource metrics API did not answer. */
    public static MetricReading resourceUnavailable(String cause) {
        return new MetricReading.Failed(
                "unable to fetch metrics from resource metrics API: " + cause);
    }

    /** The custom metrics API did not answer. */
    public static MetricReading customUnavailable(String cause) {
        return new MetricReading.Failed(
                "unable to fetch metrics from custom metrics API: " + cause);
    }

    /** The external metrics API did not answer. */
    public static MetricReading externalUnavailable(String cause) {
        return new MetricReading.Failed(
                "unable to fetch metrics from external metrics API: " + cause);
    }
}
