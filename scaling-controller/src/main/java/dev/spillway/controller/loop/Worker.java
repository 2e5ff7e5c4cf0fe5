package dev.spillway.controller.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One worker as its actuator sees it.
 *
 * @param id its name
 * @param state how far it is
 * @param started when it was asked for, where that is known
 * @param ready when it became ready, where it did and that is known
 */
public record Worker(String id, State state, Optional<Instant> started, Optional<Instant> ready) {

    /** A worker of which no times are known. */
    public Worker(String id, State state) {
        this(id, state, Optional.empty(), Optional.empty());
    }

    /** How far a worker is. */
    public enum State {
        STARTING,
        READY,
        DRAINING
    }

    /** How long it took to become ready. */
    Optional<Duration> startup() {
        return started.flatMap(from -> ready.map(to -> Duration.between(from, to)))
                .filter(took -> !took.isNegative());
    }
}
