package dev.spillway.fairqueue.work;

import java.time.Duration;

/**
 * Asks for work, and tells the domain that the worker lives: a worker that neither claims nor
 * renews for {@value #SILENCE_MILLIS} ms counts as gone.
 *
 * @param worker who asks
 * @param slots requests the worker can have in flight altogether, at least 1
 * @param most requests it takes now, 0 to {@code slots}; 0 only says that it lives
 * @param lease how long the worker may be silent before its claims go to another
 */
public record ClaimRequest(WorkerId worker, int slots, int most, Duration lease) {

    public static final long SILENCE_MILLIS = 5_000;

    public ClaimRequest {
        if (slots < 1) {
            throw new IllegalArgumentException(
                    "slots is %d; it must be at least 1".formatted(slots));
        }
        if (most < 0 || most > slots) {
            throw new IllegalArgumentException(
                    "most is %d; allowed are 0 to %d".formatted(most, slots));
        }
        if (lease.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "lease is %s; it must be at least one millisecond".formatted(lease));
        }
    }

    public ClaimRequest withMost(int fewer) {
        return new ClaimRequest(worker, slots, fewer, lease);
    }
}
