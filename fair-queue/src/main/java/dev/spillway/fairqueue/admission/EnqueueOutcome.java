package dev.spillway.fairqueue.admission;

import java.time.Duration;

/**
 * What became of a submission. Everything but the first three is a refusal and has changed nothing.
 */
public sealed interface EnqueueOutcome {

    /**
     * Queued.
     *
     * @param waiting requests of this tenant that wait now, this one included
     * @param expectedWait estimated time until a worker claims it
     * @param allowance what is left of the tenant's rate limit
     */
    record Accepted(long waiting, Duration expectedWait, Allowance allowance)
            implements EnqueueOutcome {}

    /**
     * The id is queued or in flight already; its reply will also go to the router that asked last.
     */
    record Attached() implements EnqueueOutcome {}

    /**
     * The id is finished already: answered, failed or dead. A request that expired or was cancelled
     * has no answer to repeat; the same id is queued anew.
     *
     * @param reply the reply it got then
     */
    record Finished(Reply reply) implements EnqueueOutcome {}

    /** The id is known with another tenant or another payload. */
    record Conflict() implements EnqueueOutcome {}

    /**
     * The tenant is over its own rate.
     *
     * @param retryAfter until the next request would be admitted, exact
     */
    record RateLimited(Duration retryAfter) implements EnqueueOutcome {}

    /**
     * The tenant's own queue is full.
     *
     * @param limit the most requests of this tenant that may wait
     * @param retryAfter estimated time until the queue has drained to half its limit
     */
    record QueueFull(long limit, Duration retryAfter) implements EnqueueOutcome {}

    /**
     * By the tenant's backlog and its share of the workers the deadline would pass first.
     *
     * @param expectedWait estimated time to an answer
     * @param retryAfter estimated time until the same timeout would suffice
     */
    record DeadlineInfeasible(Duration expectedWait, Duration retryAfter)
            implements EnqueueOutcome {}

    /**
     * The domain as a whole is full, while this tenant is within its limits.
     *
     * @param retryAfter estimated time until the domain has room
     */
    record Saturated(Duration retryAfter) implements EnqueueOutcome {}

    /** No live worker serves the domain. */
    record NoWorkers() implements EnqueueOutcome {}

    /** The tenant is not configured in this domain. */
    record UnknownTenant() implements EnqueueOutcome {}
}
