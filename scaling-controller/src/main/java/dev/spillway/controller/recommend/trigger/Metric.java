package dev.spillway.controller.recommend.trigger;

/** What a condition looks at. */
public enum Metric {
    /** Processor use of the ready workers on average, as a share of what they were promised. */
    CPU_RATIO,
    /** Memory use of the ready workers on average, likewise. */
    MEMORY_RATIO,
    /** 95th percentile of the latency. */
    P95_MILLIS,
    /** Requests that wait. */
    WAITING,
    /** How long requests wait; of a live pool, how long the oldest has waited. */
    WAIT_SECONDS,
    /** Requests that come, refused ones included. */
    REQUESTS_PER_SECOND
}
