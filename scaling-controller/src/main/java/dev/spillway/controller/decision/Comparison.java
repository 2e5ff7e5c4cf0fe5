package dev.spillway.controller.decision;

import java.time.Duration;
import java.time.Instant;

/**
 * A policy in shadow beside the live one, in sums.
 *
 * @param since when it began
 * @param decisions made by both
 * @param differing of those, how many asked for another number of workers
 * @param workerSecondsMore worker seconds the shadow asked for beyond the live one; negative when
 *     it asked for less
 * @param latest when the last decision was made
 * @param latestMore workers more, by that decision
 */
public record Comparison(
        Instant since,
        long decisions,
        long differing,
        double workerSecondsMore,
        Instant latest,
        int latestMore) {

    /** A longer time between two decisions counts as so much: nobody watched. */
    private static final Duration LONGEST_STEP = Standing.LONGEST_PAUSE;

    public static Comparison startingAt(Instant now) {
        return new Comparison(now, 0, 0, 0, now, 0);
    }

    /** One more decision; what the last one asked for counts until now. */
    public Comparison with(Instant now, int live, int shadow) {
        Duration passed = Duration.between(latest, now);
        Duration counted =
                passed.isNegative()
                        ? Duration.ZERO
                        : passed.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : passed;
        return new Comparison(
                since,
                decisions + 1,
                differing + (live == shadow ? 0 : 1),
                workerSecondsMore + latestMore * counted.toMillis() / 1000.0,
                now,
                shadow - live);
    }
}
