package dev.spillway.controller.prewarm;

import java.time.Duration;

/**
 * A stretch of time that needs workers.
 *
 * @param name its name within the schedule
 * @param timing when
 * @param workers needed, before the factor; 1 or more
 * @param factor for more than the ordinary: 2 for twice as many
 * @param leadTime how long before the window the workers are asked for at least; measured start-up
 *     times can make it longer, never shorter
 * @param holdAfter how long they are kept beyond the window
 */
public record Window(
        String name,
        Timing timing,
        int workers,
        double factor,
        Duration leadTime,
        Duration holdAfter) {

    public Window {
        if (workers < 1 || !(factor >= 1) || leadTime.isNegative() || holdAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "window %s has %d workers, factor %s, leadTime %s, holdAfter %s; needed are a worker, a factor of 1 or more and no negative time"
                            .formatted(name, workers, factor, leadTime, holdAfter));
        }
    }

    /** Workers there shall be. */
    public int floor() {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(workers * factor));
    }
}
