package dev.spillway.fairqueue.admission;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;

import java.time.Duration;

/**
 * A request on its way into the queue.
 *
 * @param id names the request; the same id again attaches to it instead of queueing it twice
 * @param tenant who asks
 * @param router who waits for the reply
 * @param payload what the worker gets, opaque to the queue, at most {@value #LONGEST_PAYLOAD}
 *     characters
 * @param timeout how long from now an answer is still of use, positive
 */
public record Submission(
        RequestId id, TenantId tenant, RouterId router, String payload, Duration timeout) {

    public static final int LONGEST_PAYLOAD = 262_144;

    public Submission {
        if (payload.length() > LONGEST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "payload has %d characters; at most %d are allowed"
                            .formatted(payload.length(), LONGEST_PAYLOAD));
        }
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "timeout is %s; it must be at least one millisecond".formatted(timeout));
        }
    }
}
