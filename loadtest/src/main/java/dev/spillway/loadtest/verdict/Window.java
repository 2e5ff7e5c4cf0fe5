package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Phase;

import java.util.Map;

/**
 * Ten seconds of one tenant in one phase, joined with what the controller saw in the same seconds.
 *
 * @param maxWaiting the tenant's longest queue
 * @param maxPoolWaiting all tenants' longest queue together
 */
public record Window(
        String tenant,
        Phase phase,
        int startSeconds,
        int sent,
        Latency latency,
        Map<Outcome, Long> outcomes,
        int maxWaiting,
        int maxPoolWaiting,
        int maxDesired,
        int maxRunning,
        int minReady) {}
