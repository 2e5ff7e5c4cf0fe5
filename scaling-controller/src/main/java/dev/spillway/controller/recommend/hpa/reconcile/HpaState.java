package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.normalize.HpaMemory;

/**
 * All that one round hands to the next.
 *
 * @param memory lost with Kubernetes' controller
 * @param status kept
 */
public record HpaState(HpaMemory memory, HpaStatus status) {

    public static final HpaState NEW = new HpaState(HpaMemory.EMPTY, HpaStatus.NEW);

    /** What a controller that has just started finds. */
    public HpaState afterRestart() {
        return new HpaState(HpaMemory.EMPTY, status);
    }
}
