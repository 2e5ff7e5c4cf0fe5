package dev.spillway.fairqueue.work;

import java.time.Instant;

/**
 * One request handed to a worker.
 *
 * @param lease the right to answer it
 * @param payload what the router handed in
 * @param enqueuedAt when it was accepted, by the store's clock
 * @param claimedAt when it was claimed, by the store's clock
 * @param deadline when an answer stops being of use, by the store's clock
 */
public record Claim(
        Lease lease, String payload, Instant enqueuedAt, Instant claimedAt, Instant deadline) {}
