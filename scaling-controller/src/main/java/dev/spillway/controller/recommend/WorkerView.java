package dev.spillway.controller.recommend;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One worker as a policy sees it.
 *
 * @param id its name
 * @param state how far it is
 * @param started when it was asked for, where that is known
 * @param ready when it became ready, or is expected to while it starts, where that is known
 * @param cpuRatio processor time it uses, as a share of what it was promised; 0 or more
 * @param memoryRatio the same of memory
 */
public record WorkerView(
        String id,
        State state,
        Optional<Instant> started,
        Optional<Instant> ready,
        OptionalDouble cpuRatio,
        OptionalDouble memoryRatio) {

    /** Of whose memory nothing is known. */
    public WorkerView(
            String id,
            State state,
            Optional<Instant> started,
            Optional<Instant> ready,
            OptionalDouble cpuRatio) {
        this(id, state, started, ready, cpuRatio, OptionalDouble.empty());
    }

    /** How far a worker is. */
    public enum State {
        STARTING,
        READY,
        DRAINING
    }
}
