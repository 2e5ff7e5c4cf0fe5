package dev.spillway.fairqueue.admission;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.TenantId;

import java.time.Duration;

/**
 * What a router gets back for a request: any number of parts, then exactly one final reply.
 *
 * @param id the request
 * @param tenant whose request it is
 * @param status whether this is a part, and if not, how the request ended
 * @param attempt which claim of the request wrote this, from 1; 0 when none did
 * @param sequence counts the parts of one attempt from 0; 0 for a final reply
 * @param body what the worker wrote, opaque to the queue; empty for replies the queue writes itself
 * @param waited from enqueue to the claim that led to this reply
 * @param served from that claim to this reply
 */
public record Reply(
        RequestId id,
        TenantId tenant,
        Status status,
        int attempt,
        int sequence,
        String body,
        Duration waited,
        Duration served) {

    /** How far the request is. Every status but {@link #PART} is final. */
    public enum Status {
        /** A piece of an answer that is being written. */
        PART,
        /** A worker answered. */
        ANSWERED,
        /** A worker gave up; the body says why. */
        FAILED,
        /** The deadline passed before a worker could start, or before it finished. */
        EXPIRED,
        /** Three workers were lost over it. */
        DEAD,
        /** It was cancelled. */
        CANCELLED
    }
}
