package dev.spillway.controller.doctor.scaling;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Fields;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Selectors;
import dev.spillway.controller.doctor.snapshot.Snapshot;
import dev.spillway.controller.doctor.snapshot.Workload;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may be scaled to nothing although somebody waits for an answer: what a Service leads to, and
 * tenants of the upper tiers. What works off a queue behind no Service may.
 */
public final class Minimums {

    private static final Set<String> CRITICAL_TIERS = Set.of("enterprise", "premium");

    private Minimums() {}

    public static Stream<Finding> zero(Snapshot snapshot) {
        return Stream.of(
                        horizontal(snapshot), scaled(snapshot), tenants(snapshot), pools(snapshot))
                .flatMap(each -> each);
    }

    private static Stream<Finding> horizontal(Snapshot snapshot) {
        return snapshot.list(Resource.HORIZONTAL_AUTOSCALERS).stream()
                .filter(each -> Integer.valueOf(0).equals(each.getSpec().getMinReplicas()))
                .filter(each -> isServing(snapshot, Target.of(each)))
                .map(each -> zero(Subject.of(each), "minReplicas", Target.of(each)));
    }

    /** KEDA's own default is 0. */
    private static Stream<Finding> scaled(Snapshot snapshot) {
        return snapshot.list(Resource.SCALED_OBJECTS).stream()
                .filter(each -> Fields.number(each, "spec", "minReplicaCount").orElse(0) == 0)
                .filter(each -> isServing(snapshot, Target.ofScaledObject(each)))
                .map(
                        each ->
                                zero(
                                        Subject.of(each),
                                        "minReplicaCount",
                                        Target.ofScaledObject(each)));
    }

    private static Finding zero(Subject scaler, String field, Subject target) {
        return new Finding(
                Severity.WARNING,
                Check.SERVING_MIN_ZERO,
                scaler,
                "%s is 0, but a Service leads to %s: the first request finds nobody"
                        .formatted(field, target),
                "Set %s to 2 or more; 0 is for batch work behind a queue.".formatted(field));
    }

    private static boolean isServing(Snapshot snapshot, Subject target) {
        return Target.in(snapshot, target)
                .filter(workload -> hasService(snapshot, workload))
                .isPresent();
    }

    private static boolean hasService(Snapshot snapshot, Workload workload) {
        return snapshot.list(Resource.SERVICES).stream()
                .filter(each -> each.getMetadata().getNamespace().equals(workload.namespace()))
                .map(each -> each.getSpec().getSelector())
                .anyMatch(
                        selector ->
                                isGiven(selector)
                                        && Selectors.contains(selector, workload.labels()));
    }

    private static boolean isGiven(Map<String, String> selector) {
        return selector != null && !selector.isEmpty();
    }

    private static Stream<Finding> tenants(Snapshot snapshot) {
        return snapshot.list(Resource.TENANTS).stream()
                .filter(Minimums::isCritical)
                .filter(
                        each ->
                                Fields.number(each, "spec", "autoscaling", "minReplicas").orElse(1)
                                        == 0)
                .map(
                        each ->
                                new Finding(
                                        Severity.WARNING,
                                        Check.SERVING_MIN_ZERO,
                                        Subject.of(each),
                                        "autoscaling.minReplicas is 0 in tier %s: the first request waits for a worker to start"
                                                .formatted(tier(each)),
                                        "Set autoscaling.minReplicas to 2 or more."));
    }

    private static Stream<Finding> pools(Snapshot snapshot) {
        return snapshot.list(Resource.POOLS).stream()
                .filter(pool -> Fields.number(pool, "spec", "minReplicas").orElse(1) == 0)
                .flatMap(
                        pool ->
                                snapshot.list(Resource.TENANTS).stream()
                                        .filter(Minimums::isCritical)
                                        .filter(tenant -> isIn(pool, tenant))
                                        .limit(1)
                                        .map(
                                                tenant ->
                                                        new Finding(
                                                                Severity.WARNING,
                                                                Check.SERVING_MIN_ZERO,
                                                                Subject.of(pool),
                                                                "minReplicas is 0, but tenant %s of tier %s is in it: the first request waits for a worker to start"
                                                                        .formatted(
                                                                                tenant.getMetadata().getName(),
                                                                                tier(tenant)),
                                                                "Set minReplicas to 2 or more.")));
    }

    private static boolean isIn(GenericKubernetesResource pool, GenericKubernetesResource tenant) {
        return Fields.text(tenant, "spec", "pool").orElse("").equals(pool.getMetadata().getName());
    }

    private static boolean isCritical(GenericKubernetesResource tenant) {
        return CRITICAL_TIERS.contains(tier(tenant));
    }

    private static String tier(GenericKubernetesResource tenant) {
        return Fields.text(tenant, "spec", "tier").orElse("");
    }
}
