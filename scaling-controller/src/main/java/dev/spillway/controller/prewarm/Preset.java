package dev.spillway.controller.prewarm;

import java.time.Duration;
import java.util.List;

/**
 * Values for a window that has a common purpose.
 *
 * @param name under which documents use it
 * @param factor for the workers
 * @param leadTime before the window at least
 * @param holdAfter beyond it
 */
public record Preset(String name, double factor, Duration leadTime, Duration holdAfter) {

    /** No more than what is written. */
    public static final Preset PLAIN = new Preset("plain", 1, Duration.ZERO, Duration.ZERO);

    /**
     * A load that was announced: twice the capacity, half an hour before, kept for half an hour.
     */
    public static final Preset EXPECTED_LOAD =
            new Preset("expected-load", 2, Duration.ofMinutes(30), Duration.ofMinutes(30));

    /** The sale of the year: everything is there a week before. */
    public static final Preset ONE_WEEK_AHEAD =
            new Preset("one-week-ahead", 1, Duration.ofDays(7), Duration.ofHours(1));

    /** Every preset a document may name. */
    public static final List<Preset> ALL = List.of(PLAIN, EXPECTED_LOAD, ONE_WEEK_AHEAD);
}
