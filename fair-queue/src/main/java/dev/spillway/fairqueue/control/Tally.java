package dev.spillway.fairqueue.control;

/**
 * What is counted for each tenant since it was configured. At every moment {@code ACCEPTED} equals
 * {@code ANSWERED + FAILED + EXPIRED + CANCELLED + DEAD} plus the requests waiting and in flight.
 */
public enum Tally {
    ACCEPTED,
    ANSWERED,
    FAILED,
    EXPIRED,
    CANCELLED,
    DEAD,
    /** Refused: over the tenant's rate. */
    REJECTED_RATE,
    /** Refused: the tenant's queue was full. */
    REJECTED_QUEUE,
    /** Refused: the deadline could not be met. */
    REJECTED_DEADLINE,
    /** Refused: the domain was full or without workers. */
    REJECTED_SATURATED,
    /** Claims given to another worker because a lease ended. */
    RETRIED,
    /** Writes refused because their lease was void. */
    STALE
}
