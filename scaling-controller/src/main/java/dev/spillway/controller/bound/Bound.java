package dev.spillway.controller.bound;

/** What can keep a decision from being the recommendation. */
public enum Bound {
    /** Nothing did. */
    NONE,
    /** Without fresh measurements, for long enough without a break, nothing is taken away. */
    SIGNAL,
    /** Fewer are not allowed. */
    MIN_REPLICAS,
    /** A schedule wants workers ready. */
    PREWARM_FLOOR,
    /** More are not allowed. */
    MAX_REPLICAS,
    /** More of a capacity that is too small for all were not granted. */
    CAPACITY,
    /** The need has not lasted long enough. */
    SCALE_UP_WINDOW,
    /** The last step up is recent: its workers first. */
    SCALE_UP_PERIOD,
    /** More than one step up. */
    SCALE_UP_RATE,
    /** The calm has not lasted long enough. */
    SCALE_DOWN_WINDOW,
    /** The last step down is recent. */
    SCALE_DOWN_PERIOD,
    /** More than one step down. */
    SCALE_DOWN_RATE,
    /** The work at hand does not fit into fewer workers. */
    FEASIBILITY,
    /** A person has fixed the number. */
    PAUSED
}
