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
    FORECAST,
    /** With fewer, too many requests would miss their deadline. */
    DEADLINE,
    /** Enough keep their deadline; it has not been calm for long enough to do with fewer. */
    DEADLINE_KEPT,
    /** One fewer would have been enough all through a calm time. */
    FEWER_SUFFICE,
    /** The seasonal forecast is no better than none any more: it is not listened to. */
    FORECAST_OFF,
    /** No service time was measured yet: by the number of waiting requests, and no fewer. */
    SERVICE_UNKNOWN
}
