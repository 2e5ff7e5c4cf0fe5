package dev.spillway.controller.status;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.spillway.controller.pause.Pause;

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
     * @param policy the one that decides, with its version
     * @param lastDecision the last one that changed something, or the first there was
     * @param shadow the policy that runs beside it; only there when one does
     * @param pause the number that a person has fixed; only there when one has
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
            String policy,
            Optional<LastDecision> lastDecision,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ShadowStatus> shadow,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Pause> pause,
            List<TenantStatus> tenants) {

        public PoolStatus {
            tenants = List.copyOf(tenants);
        }
    }

    public record LastDecision(Instant at, int from, int to, String reason, String bound) {}

    /**
     * A policy in shadow: what it would have done.
     *
     * @param policy which, with its version
     * @param desired workers it would ask for now
     * @param since when it began
     * @param decisions made beside the live policy since then
     * @param differing of those, how many asked for another number of workers
     * @param workerSecondsMore worker seconds asked for beyond the live policy; negative for fewer
     */
    public record ShadowStatus(
            String policy,
            int desired,
            Instant since,
            long decisions,
            long differing,
            double workerSecondsMore) {}

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
