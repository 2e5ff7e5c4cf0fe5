package dev.spillway.controller.process;

import java.time.Duration;
import java.time.Instant;

/**
 * Holds new workers back while those of a pool die young: 1 s after the first, then twice as long
 * each time, 30 s at most.
 */
final class Restraint {

    private static final Duration YOUNG = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private int youngDeaths;
    private Instant until = Instant.MIN;

    /** Returns how long no worker is started. */
    Duration died(Duration lived, Instant now) {
        if (lived.compareTo(YOUNG) >= 0) {
            youngDeaths = 0;
            return Duration.ZERO;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(youngDeaths, MOST_DOUBLINGS));
        youngDeaths++;
        pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        until = now.plus(pause);
        return pause;
    }

    void becameReady() {
        youngDeaths = 0;
    }

    boolean allows(Instant now) {
        return !now.isBefore(until);
    }
}
