package dev.spillway.rag.worker;

/** How the worker was done with a request; also a metric label. */
public enum Outcome {
    ANSWERED,
    FAILED,
    /** Cancelled, or its deadline passed. */
    CANCELLED,
    /** Another worker holds it. */
    STALE,
    /** Given back at shutdown. */
    RELEASED,
    /** The queue did not take the answer; the lease runs out. */
    LOST
}
