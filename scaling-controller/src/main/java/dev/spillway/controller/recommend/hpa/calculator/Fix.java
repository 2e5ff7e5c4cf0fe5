package dev.spillway.controller.recommend.hpa.calculator;

/** A quirk of Kubernetes' autoscaler that harms people, mended; each is off unless asked for. */
public enum Fix {
    /** A percentage of nothing is at least one pod: without it a workload may stay at zero. */
    WAKE_FROM_ZERO,
    /** A negative sum of external series is what it says, not an overflow to the maximum. */
    NEGATIVE_SUM,
    /** Everything stale is forgotten at once, so that memory stays bounded by its windows. */
    FORGET_STALE
}
