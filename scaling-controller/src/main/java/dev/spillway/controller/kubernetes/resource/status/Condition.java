package dev.spillway.controller.kubernetes.resource.status;

import java.time.Instant;

/**
 * One thing that holds for a resource or does not.
 *
 * @param reason why, for programs
 * @param message why, in one line for people
 * @param since when the state last became another, in whole seconds
 * @param observedGeneration the generation of the spec that this is about
 */
public record Condition(
        Type type,
        State state,
        Reason reason,
        String message,
        Instant since,
        long observedGeneration) {

    /** What it says something about; constants are named as the cluster writes them. */
    public enum Type {
        Ready,
        Scaling,
        QuotaLimited,
        ResidencySatisfied
    }

    /** Whether it holds. */
    public enum State {
        True,
        False,
        Unknown
    }

    /** Every reason there is. */
    public enum Reason {
        Accepted,
        InvalidSpec,
        Deleting,
        NotYetSeen,
        Serving,
        ScaledToZero,
        WorkersNotReady,
        NotInOrder,
        ScalingUp,
        ScalingDown,
        Paused,
        Stable,
        QuotaReached,
        WithinQuota,
        AnyRegion,
        InRegion,
        NoNodeInRegion
    }
}
