package dev.spillway.controller.simulate.faro.serving;

import dev.spillway.controller.simulate.Distribution;

import java.time.Duration;

/**
 * How a tenant's requests are served.
 *
 * @param service time of one request on a replica, which serves one at a time
 * @param routing time of one pass through the tenant's router; each request makes two
 * @param outstanding requests a replica may hold, the one it serves included
 * @param queuePlaces requests that may wait before the replicas; the next one is refused
 * @param target latency up to which an answer is in time
 * @param window over which the latency that controllers see is measured
 */
public record ServingSetting(
        Distribution service,
        Distribution routing,
        int outstanding,
        int queuePlaces,
        Duration target,
        Duration window) {

    public ServingSetting {
        if (outstanding < 1 || queuePlaces < 1) {
            throw new IllegalArgumentException(
                    "outstanding is %d and queuePlaces %d; both must be at least 1"
                            .formatted(outstanding, queuePlaces));
        }
    }
}
