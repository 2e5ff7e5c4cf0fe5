package dev.spillway.controller.recommend;

import java.time.Duration;

/**
 * One tenant's part of a pool's load.
 *
 * @param tenant its name
 * @param weight its share of the pool, relative to the other tenants; more than 0
 * @param deadline within which its requests are to be answered, from their arrival
 * @param waiting requests that wait
 * @param inFlight requests that workers hold
 * @param oldestAge how long the oldest waiting request has waited; zero when none waits
 * @param arrived requests that came since the store's epoch began, refused ones included
 * @param serviceMean slot time of a request, as measured; zero when nothing was measured yet
 * @param serviceDeviation standard deviation of the same
 */
public record TenantLoad(
        String tenant,
        double weight,
        Duration deadline,
        long waiting,
        long inFlight,
        Duration oldestAge,
        long arrived,
        Duration serviceMean,
        Duration serviceDeviation) {

    public TenantLoad {
        if (!(weight > 0)) {
            throw new IllegalArgumentException(
                    "weight of tenant %s is %s; it must be more than 0".formatted(tenant, weight));
        }
        if (waiting < 0 || inFlight < 0 || arrived < 0) {
            throw new IllegalArgumentException(
                    "tenant %s has %d waiting, %d in flight, %d arrived; none can be negative"
                            .formatted(tenant, waiting, inFlight, arrived));
        }
    }
}
