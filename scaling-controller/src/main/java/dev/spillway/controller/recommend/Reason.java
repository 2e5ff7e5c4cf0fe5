package dev.spillway.controller.recommend;

/** Why a recommendation is what it is. */
public enum Reason {
    /** Always so many. */
    FIXED,
    /** By the number of waiting requests. */
    QUEUE_DEPTH,
    /** A trigger of a table fired. */
    TRIGGER,
    /** No trigger of the table fires. */
    NO_TRIGGER,
    /** A trigger fires, but the last scaling is too recent. */
    COOLDOWN,
    /** The measurement is too old: keep what is there. */
    SIGNAL_STALE,
    /** There is no measurement: keep what is there. */
    SIGNAL_MISSING,
    /** The measurement contradicts what was counted before: keep what is there. */
    SIGNAL_IMPLAUSIBLE,
    /** A metric is above its target. */
    METRIC_ABOVE_TARGET,
    /** All metrics are below their targets. */
    METRICS_BELOW_TARGET,
    /** No metric is far enough off its target. */
    METRICS_ON_TARGET,
    /** Metrics give no number, or some do not and the others would take workers away. */
    METRICS_INVALID,
    /** Fewer than the minimum or more than the maximum: metrics are not looked at. */
    OUTSIDE_BOUNDS,
    /** The policy's next look is not due, and it has said nothing yet. */
    BETWEEN_LOOKS,
    /** There is work, and nothing runs. */
    ACTIVATED,
    /** There was no work for long enough. */
    INACTIVE,
    /** By the concurrency of the stable window. */
    STABLE_CONCURRENCY,
    /** By the concurrency of the panic window: only upwards. */
    PANIC_CONCURRENCY,
    /** No work, but the last worker stays for a while. */
    IDLE_GRACE,
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
