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
 * @param cpuRatio processor time it uses, as a share of what it was promised; a broken exporter can
 *     say anything, and what is no share is not known
 * @param memoryRatio the same of memory
 */
public record WorkerView(
        String id,
        State state,
        Optional<Instant> started,
        Optional<Instant> ready,
        OptionalDouble cpuRatio,
        OptionalDouble memoryRatio) {

    public WorkerView {
        cpuRatio = known(cpuRatio);
        memoryRatio = known(memoryRatio);
    }

    private static OptionalDouble known(OptionalDouble ratio) {
        boolean isShare =
                ratio.isPresent()
                        && Double.isFinite(ratio.getAsDouble())
                        && ratio.getAsDouble() >= 0;
        return isShare ? ratio : OptionalDouble.empty();
    }

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
