package dev.spillway.controller.recommend;

/** Why a recommendation is what it is. */
public enum Reason {
    /** Always so many. */
    FIXED,
    /** By the number of waiting requests. */
    QUEUE_DEPTH,
    /** The measurement is too old: keep what is there. */
    SIGNAL_STALE,
    /** There is no measurement: keep what is there. */
    SIGNAL_MISSING,
    /** The latency was above its target for long enough. */
    LATENCY_ABOVE_TARGET,
    /** The latency was within its target for long enough. */
    LATENCY_BELOW_TARGET,
    /** The latency calls for no change, or not yet. */
    LATENCY_WATCHED,
    /** By the load that is expected. */
    FORECAST
}
