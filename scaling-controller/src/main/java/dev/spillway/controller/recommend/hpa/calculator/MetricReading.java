package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a metrics API answered for one metric. */
public sealed interface MetricReading {

    /**
     * Values by pod: resource, container resource and Pods metrics.
     *
     * @param at of the first item of the answer
     */
    record OfPods(Map<String, Sample> samples, Optional<Instant> at) implements MetricReading {

        public OfPods {
            samples = Map.copyOf(samples);
        }
    }

    /**
     * One value: Object metrics.
     *
     * @param valueMilli in thousandths
     */
    record OfObject(long valueMilli, Optional<Instant> at) implements MetricReading {}

    /**
     * Some series: External metrics.
     *
     * @param valuesMilli in thousandths, one for each series that matched
     */
    record OfSeries(List<Long> valuesMilli, Optional<Instant> at) implements MetricReading {

        public OfSeries {
            valuesMilli = List.copyOf(valuesMilli);
        }
    }

    /** No answer. */
    record Failed(String message) implements MetricReading {}
}
