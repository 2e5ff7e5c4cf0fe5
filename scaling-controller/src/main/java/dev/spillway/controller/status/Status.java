package dev.spillway.controller.status;

import com.fasterxml.jackson.annotation.JsonInclude;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything at one moment: {@code contracts/examples/controller-status.json}. */
public record Status(Instant at, long directoryVersion, List<PoolStatus> pools) {

    public Status {
        pools = List.copyOf(pools);
    }

    /**
     * A pool.
     *
     * @param desired workers asked for
     * @param running workers that are not about to go
     * @param ready those of them that take work
     * @param slots requests that live workers can have in flight
     * @param lastDecision the last one that changed something, or the first there was
     */
    public record PoolStatus(
            String name,
            String region,
            String fairness,
            int minReplicas,
            int maxReplicas,
            int desired,
            int running,
            int ready,
            int slots,
            long waiting,
            long inFlight,
            double oldestAgeSeconds,
            Optional<LastDecision> lastDecision,
            List<TenantStatus> tenants) {

        public PoolStatus {
            tenants = List.copyOf(tenants);
        }
    }

    public record LastDecision(Instant at, int from, int to, String reason, String bound) {}

    /**
     * A tenant.
     *
     * @param p95Seconds the latency that a Prometheus server measured; only there when one is asked
     */
    public record TenantStatus(
            String name,
            String tier,
            long waiting,
            long inFlight,
            double oldestAgeSeconds,
            long serviceMillis,
            Map<String, Long> tallies,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> p95Seconds) {}
}
