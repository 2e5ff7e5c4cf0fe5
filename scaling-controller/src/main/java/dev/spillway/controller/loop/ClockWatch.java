package dev.spillway.controller.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sees when the clock was set: between two looks it went on by another time than the ticker did.
 */
final class ClockWatch {

    /** Less is a clock being slewed, or a pause between reading the two. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(2);

    private Optional<Instant> last = Optional.empty();
    private long lastNanos;

    /** By how much the clock was set ahead since the last look; negative when it was set back. */
    Optional<Duration> look(Instant now, long nanos) {
        Optional<Duration> step =
                last.map(before -> Duration.between(before, now).minusNanos(nanos - lastNanos))
                        .filter(by -> by.abs().compareTo(NOTICEABLE) > 0);
        last = Optional.of(now);
        lastNanos = nanos;
        return step;
    }
}
