package dev.spillway.controller.recommend.baseline;

import java.time.Duration;

/**
 * When the mean latency of the latest answers calls for a change.
 *
 * @param target a higher mean is bad; the target itself is good
 * @param period between two checks
 * @param badChecks in a row that call for more workers
 * @param goodChecks in a row that call for fewer
 */
public record LatencyRule(Duration target, Duration period, int badChecks, int goodChecks) {

    public LatencyRule {
        if (!target.isPositive() || !period.isPositive()) {
            throw new IllegalArgumentException(
                    "target is %s and period %s; both must be more than 0"
                            .formatted(target, period));
        }
        if (badChecks < 1 || goodChecks < 1) {
            throw new IllegalArgumentException(
                    "badChecks is %d and goodChecks %d; both must be at least 1"
                            .formatted(badChecks, goodChecks));
        }
    }

    /** A check every 10 s, 30 s bad for more, 600 s good for fewer: as published. */
    public static LatencyRule of(Duration target) {
        return new LatencyRule(target, Duration.ofSeconds(10), 3, 60);
    }
}
