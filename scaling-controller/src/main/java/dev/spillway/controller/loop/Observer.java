package dev.spillway.controller.loop;

import dev.spillway.controller.decision.Decision;

import java.time.Duration;

/** Is told what the loop does, for metrics. */
public interface Observer {

    /** A part of one pass over a pool. */
    enum Phase {
        /** Reading the queue's numbers. */
        DETECT,
        /** Policy and bounds. */
        DECIDE,
        /** The actuator's step. */
        APPLY
    }

    void took(Phase phase, Duration time);

    void decided(Decision decision);

    void saw(PoolState state);

    void gone(String pool);
}
