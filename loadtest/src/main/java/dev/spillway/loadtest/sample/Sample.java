package dev.spillway.loadtest.sample;

import java.time.Duration;
import java.time.Instant;

/**
 * One request of the run.
 *
 * @param intended when the schedule wanted it to start
 * @param started when the generator really sent its first attempt
 * @param ended when its last attempt ended
 * @param id the answer's id, empty without an answer
 */
public record Sample(
        String tenant,
        Phase phase,
        Instant intended,
        Instant started,
        Instant ended,
        Outcome outcome,
        int status,
        String id,
        int attempts) {

    public Sample {
        if (ended.isBefore(started)) {
            throw new IllegalArgumentException("ended: " + ended + " is before started " + started);
        }
        if (started.isBefore(intended)) {
            throw new IllegalArgumentException(
                    "started: " + started + " is before intended " + intended);
        }
    }

    /**
     * From the intended start: a generator that falls behind adds to the latency instead of hiding
     * it.
     */
    public long latencyMicros() {
        return Duration.between(intended, ended).toNanos() / 1_000;
    }

    public Duration startDelay() {
        return Duration.between(intended, started);
    }
}
