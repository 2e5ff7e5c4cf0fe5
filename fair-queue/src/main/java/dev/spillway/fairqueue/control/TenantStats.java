package dev.spillway.fairqueue.control;

import dev.spillway.fairqueue.TenantId;

import java.time.Duration;
import java.util.Map;

/**
 * One tenant's exact numbers at one moment.
 *
 * @param tenant whose they are
 * @param waiting requests that wait for a worker
 * @param inFlight requests that a worker holds
 * @param oldestAge how long the oldest waiting request has waited; zero when none waits
 * @param serviceTime moving average of the slot time per request
 * @param serviceDeviation standard deviation of the slot time, over the same moving window
 * @param expectedWait estimated wait of a request that came now
 * @param tallies every {@link Tally}
 */
public record TenantStats(
        TenantId tenant,
        long waiting,
        long inFlight,
        Duration oldestAge,
        Duration serviceTime,
        Duration serviceDeviation,
        Duration expectedWait,
        Map<Tally, Long> tallies) {

    public TenantStats {
        tallies = Map.copyOf(tallies);
    }
}
