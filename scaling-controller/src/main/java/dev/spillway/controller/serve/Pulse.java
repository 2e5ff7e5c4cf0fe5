package dev.spillway.controller.serve;

import java.time.Duration;
import java.time.Instant;

/**
 * When passes of the control loop ended, for the probes. A pass that fails keeps the controller
 * from being ready, but not from being alive: what it lacked, such as Redis, no restart brings
 * back.
 */
final class Pulse {

    private static final Duration ALIVE_WITHIN = Duration.ofSeconds(30);
    private static final Duration READY_WITHIN = Duration.ofSeconds(5);

    private volatile Instant lastEnd;
    private volatile Instant lastSuccess;
    private volatile Instant lastPublished = Instant.MIN;

    Pulse(Instant start) {
        this.lastEnd = start;
        this.lastSuccess = start;
    }

    void passed(Instant pass) {
        lastSuccess = pass;
        lastEnd = pass;
    }

    void failed(Instant pass) {
        lastEnd = pass;
    }

    /** The queue's store took what a pass wrote. */
    void published(Instant pass) {
        lastPublished = pass;
    }

    /** Whether passes end at all. */
    boolean isAlive(Instant now) {
        return lastEnd.plus(ALIVE_WITHIN).isAfter(now);
    }

    /** Whether passes succeed and the queue's store takes what they write; or whether one could. */
    boolean isReady(Instant now, boolean acts) {
        Instant since = now.minus(READY_WITHIN);
        return lastSuccess.isAfter(since) && (!acts || lastPublished.isAfter(since));
    }
}
