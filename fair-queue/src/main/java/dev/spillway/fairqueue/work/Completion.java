package dev.spillway.fairqueue.work;

import java.time.Duration;

/**
 * The end of a request.
 *
 * @param lease the right to answer it
 * @param result how it ended
 * @param body what the caller gets, opaque to the queue
 * @param cost slot time it really took; replaces the estimate in the tenant's account
 */
public record Completion(Lease lease, Result result, String body, Duration cost) {

    public Completion {
        if (cost.isNegative()) {
            throw new IllegalArgumentException(
                    "cost is %s; it must not be negative".formatted(cost));
        }
    }

    /** How a worker ends a request. */
    public enum Result {
        ANSWERED,
        FAILED
    }
}
