package dev.spillway.controller.recommend.hpa.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One autoscaler.
 *
 * @param namespace of it and its target
 * @param name of it
 * @param target what it scales
 * @param minReplicas at least; empty for 1
 * @param maxReplicas at most
 * @param metrics watched; none mean CPU at 80 % of the requests
 * @param behavior limits of speed; without it older rules hold
 */
public record HpaSpec(
        String namespace,
        String name,
        ScaleTarget target,
        OptionalInt minReplicas,
        int maxReplicas,
        List<MetricSpec> metrics,
        Optional<HpaBehavior> behavior) {

    private static final List<MetricSpec> DEFAULT_METRICS = List.of(MetricSpec.cpu(80));

    public HpaSpec {
        metrics = metrics.isEmpty() ? DEFAULT_METRICS : List.copyOf(metrics);
    }

    /** An autoscaler of the Deployment of its own name. */
    public static HpaSpec of(
            String name, int minReplicas, int maxReplicas, List<MetricSpec> metrics) {
        return new HpaSpec(
                "default",
                name,
                new ScaleTarget("apps/v1", "Deployment", name),
                OptionalInt.of(minReplicas),
                maxReplicas,
                metrics,
                Optional.empty());
    }

    public HpaSpec withBehavior(HpaBehavior newBehavior) {
        return new HpaSpec(
                namespace,
                name,
                target,
                minReplicas,
                maxReplicas,
                metrics,
                Optional.of(newBehavior));
    }

    public HpaSpec withBounds(int newMinReplicas, int newMaxReplicas) {
        return new HpaSpec(
                namespace,
                name,
                target,
                OptionalInt.of(newMinReplicas),
                newMaxReplicas,
                metrics,
                behavior);
    }

    public boolean canReturnFromZero() {
        return metrics.stream().anyMatch(MetricSpec::outlivesPods);
    }

    /** What the target is called in error messages. */
    public String reference() {
        return target.kind() + "/" + namespace + "/" + target.name();
    }
}
