package dev.spillway.controller.recommend.baseline;

import java.time.Instant;

/**
 * Checks of one kind in a row.
 *
 * @param lastCheck when; the epoch before the first one
 * @param checks bad ones if positive, good ones if negative
 */
public record Streak(Instant lastCheck, int checks) {

    static final Streak NONE = new Streak(Instant.EPOCH, 0);

    Streak bad(Instant now) {
        return new Streak(now, Math.max(0, checks) + 1);
    }

    Streak good(Instant now) {
        return new Streak(now, Math.min(0, checks) - 1);
    }

    Streak over() {
        return new Streak(lastCheck, 0);
    }
}
