package dev.spillway.fairqueue.work;

/** What became of an operation that needs a lease. */
public enum LeaseOutcome {
    /** Done. */
    DONE,
    /** The request was cancelled or its deadline passed: stop working on it; the lease is gone. */
    CANCELLED,
    /** Another claim holds the request, or it is finished; nothing was written. */
    STALE
}
