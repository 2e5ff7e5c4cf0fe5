package dev.spillway.controller.pause;

import java.time.Instant;

/**
 * A pool's number of workers as a person has fixed it; no policy, minimum or schedule changes it.
 *
 * @param replicas workers there shall be
 * @param since when the number was fixed
 * @param by who fixed it
 * @param reason why, as far as that was said
 */
public record Pause(int replicas, Instant since, String by, String reason) {

    public static final int MOST_REPLICAS = 1000;

    public Pause {
        requireReplicas(replicas);
        Text.require("by", by, 1, Text.LONGEST_NAME);
        Text.require("reason", reason, 0, Text.LONGEST_REASON);
    }

    static void requireReplicas(int replicas) {
        if (replicas < 0 || replicas > MOST_REPLICAS) {
            throw new IllegalArgumentException(
                    "replicas is %d; allowed are whole numbers from 0 to %d"
                            .formatted(replicas, MOST_REPLICAS));
        }
    }
}
