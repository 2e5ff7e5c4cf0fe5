package dev.spillway.fairqueue.admission;

import dev.spillway.fairqueue.RequestId;

import java.time.Duration;
import java.util.List;

/** What a router does with a queue. */
public interface Admission {

    /** Queues a request, attaches to it if its id is known, or refuses it. */
    EnqueueOutcome enqueue(Submission submission);

    /**
     * Takes a request back: at once while it waits, by a signal to the worker while it is in
     * flight.
     */
    CancelOutcome cancel(RequestId id);

    /**
     * Takes replies for a router, in the order they were written for each request, waiting for the
     * first. When it throws, replies may have been lost on the way: handing in the ids that still
     * wait brings them back.
     *
     * @param most at most so many, at least 1
     * @param patience how long to wait for the first
     * @return the replies; empty when none came in time
     */
    List<Reply> takeReplies(RouterId router, int most, Duration patience);
}
