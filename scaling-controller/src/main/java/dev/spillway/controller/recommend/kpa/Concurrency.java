package dev.spillway.controller.recommend.kpa;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests in the pool, second by second.
 *
 * @param seconds that were measured, oldest first; others do not count, so that a gap in the
 *     measurements is no lull
 */
public record Concurrency(List<Second> seconds) {

    static final Concurrency NONE = new Concurrency(List.of());

    public Concurrency {
        seconds = List.copyOf(seconds);
    }

    /**
     * One second's measurements.
     *
     * @param epochSecond which
     * @param requests sum over the measurements
     * @param measurements how many
     */
    public record Second(long epochSecond, double requests, int measurements) {}

    Concurrency with(double requests, Instant now, Duration keep) {
        long second = now.getEpochSecond();
        List<Second> next = new ArrayList<>(seconds);
        // Also drops what a clock that was put back left in the future.
        next.removeIf(
                old ->
                        old.epochSecond() <= second - keep.toSeconds()
                                || old.epochSecond() > second);
        if (!next.isEmpty() && next.getLast().epochSecond() == second) {
            Second last = next.removeLast();
            next.add(new Second(second, last.requests() + requests, last.measurements() + 1));
        } else {
            next.add(new Second(second, requests, 1));
        }
        return new Concurrency(next);
    }

    /** Zero when nothing was measured. */
    double average(Duration window, Instant now) {
        long oldest = now.getEpochSecond() - window.toSeconds();
        double sum = 0;
        int count = 0;
        for (Second second : seconds) {
            if (second.epochSecond() > oldest) {
                sum += second.requests() / second.measurements();
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
