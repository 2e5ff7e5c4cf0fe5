package dev.spillway.controller.prewarm;

import java.time.Duration;

/**
 * How long before a window its workers have to be asked for.
 *
 * @param startups as measured in the pool
 * @param assumed how long one takes before enough was measured
 * @param step from the moment of the decision to the start of the workers: the loop's tick, the
 *     actuator, and a quota that is raised first
 */
public record Lead(Startups startups, Duration assumed, Duration step) {

    /**
     * The share of windows whose workers are all to be ready in time. More than the 99 of 100 that
     * are promised, because the estimate errs too.
     */
    public static final double READY_RATIO = 0.995;

    public Lead {
        if (assumed.isNegative()) {
            throw new IllegalArgumentException(
                    "assumed is %s; it cannot be negative".formatted(assumed));
        }
        if (step.isNegative()) {
            throw new IllegalArgumentException("step is %s; it cannot be negative".formatted(step));
        }
    }

    Duration before(int workers) {
        return startups.allWithin(READY_RATIO, workers, assumed).plus(step);
    }
}
