package dev.spillway.controller.doctor.cluster;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Condition;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Spillway's own resources, by their conditions. */
public final class OwnResources {

    private OwnResources() {}

    public static Stream<Finding> notReady(Snapshot snapshot) {
        return Stream.of(Resource.POOLS, Resource.TENANTS)
                .flatMap(resource -> snapshot.list(resource).stream())
                .flatMap(object -> finding(object).stream());
    }

    private static Optional<Finding> finding(GenericKubernetesResource object) {
        List<Condition> conditions = Condition.of(object);
        if (conditions.isEmpty()) {
            return Optional.of(
                    finding(
                            object,
                            Severity.WARNING,
                            "no controller has looked at it",
                            "See that the controller runs: 'kubectl get pods,lease -n spillway-system'; its log says more."));
        }
        Optional<Condition> unready =
                Condition.named("Ready", conditions).filter(Condition::isFalse);
        if (unready.isPresent()) {
            return Optional.of(
                    finding(object, Severity.ERROR, "it is not ready: " + unready.get().why(), cure(conditions)));
        }
        return Condition.named("QuotaLimited", conditions)
                .filter(Condition::isTrue)
                .map(
                        limited ->
                                finding(
                                        object,
                                        Severity.NOTE,
                                        "it wants more workers than its share allows: " + limited.why(),
                                        "Raise its share (clusterShareRatio, guaranteedReplicas) or add nodes, if that shall not be."));
    }

    private static String cure(List<Condition> conditions) {
        boolean isElsewhere =
                Condition.named("ResidencySatisfied", conditions)
                        .filter(Condition::isFalse)
                        .isPresent();
        return isElsewhere
                ? "Add nodes with its topology.kubernetes.io/region; its data must not be served elsewhere, so it waits."
                : "Do what the message says; 'kubectl describe' of it has the events, and 'spillway explain' the last decision.";
    }

    private static Finding finding(
            GenericKubernetesResource object, Severity severity, String what, String fix) {
        return new Finding(severity, Check.SPILLWAY_NOT_READY, Subject.of(object), what, fix);
    }
}
