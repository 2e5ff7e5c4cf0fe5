package dev.spillway.controller.recommend.baseline;

import java.time.Duration;

/**
 * How {@link MarkPolicy} turns load into workers.
 *
 * @param latency when, between two forecasts, the latency calls for one more worker; it never calls
 *     for fewer
 * @param processing time of one request that is reckoned with
 * @param interval between two forecasts, whole minutes; the first comes after the first minute
 */
public record MarkRule(LatencyRule latency, Duration processing, Duration interval) {

    public MarkRule {
        if (!processing.isPositive()) {
            throw new IllegalArgumentException(
                    "processing is %s; it must be more than 0".formatted(processing));
        }
        if (interval.toMinutes() < 1
                || !interval.equals(Duration.ofMinutes(interval.toMinutes()))) {
            throw new IllegalArgumentException(
                    "interval is %s; it must be whole minutes, 1 or more".formatted(interval));
        }
    }

    /** As published: requests of 180 ms, a forecast every 5 minutes. */
    public static MarkRule of(Duration target) {
        return new MarkRule(LatencyRule.of(target), Duration.ofMillis(180), Duration.ofMinutes(5));
    }
}
