package dev.spillway.controller.recommend.hpa.calculator;

import java.time.Duration;
import java.time.Instant;

/**
 * One pod's value of a metric.
 *
 * @param valueMilli in thousandths
 * @param at when it was taken
 * @param window the time it covers, before {@code at}
 */
public record Sample(long valueMilli, Instant at, Duration window) {

    /** What an adapter's sample covers when it does not say. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(1);
}
