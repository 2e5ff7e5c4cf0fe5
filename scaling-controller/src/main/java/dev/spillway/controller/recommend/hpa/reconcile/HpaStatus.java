package dev.spillway.controller.recommend.hpa.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an autoscaler shows of itself. Kubernetes keeps it in the cluster, so it outlives the
 * controller.
 *
 * @param currentReplicas the target's, as last read
 * @param desiredReplicas as last set
 * @param lastScaleTime the last change
 * @param metrics in the order of the spec; none when the selector was refused
 * @param conditions in the order in which they were first set
 */
public record HpaStatus(
        int currentReplicas,
        int desiredReplicas,
        Optional<Instant> lastScaleTime,
        List<MetricStatus> metrics,
        List<Condition> conditions) {

    public static final HpaStatus NEW = new HpaStatus(0, 0, Optional.empty(), List.of(), List.of());

    public HpaStatus {
        metrics = List.copyOf(metrics);
        conditions = List.copyOf(conditions);
    }

    public Optional<Condition> condition(Condition.Type type) {
        return conditions.stream().filter(condition -> condition.type() == type).findFirst();
    }
}
