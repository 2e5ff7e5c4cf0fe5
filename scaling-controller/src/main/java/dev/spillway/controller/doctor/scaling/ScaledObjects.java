package dev.spillway.controller.doctor.scaling;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Condition;
import dev.spillway.controller.doctor.snapshot.Fields;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What KEDA scales, or not. */
public final class ScaledObjects {

    private static final String PAUSED = "autoscaling.keda.sh/paused";
    private static final String PAUSED_REPLICAS = "autoscaling.keda.sh/paused-replicas";

    private ScaledObjects() {}

    public static Stream<Finding> notReady(Snapshot snapshot) {
        return snapshot.list(Resource.SCALED_OBJECTS).stream()
                .flatMap(scaled -> notReady(scaled).stream());
    }

    private static Optional<Finding> notReady(GenericKubernetesResource scaled) {
        List<Condition> conditions = Condition.of(scaled);
        if (conditions.isEmpty()) {
            return Optional.of(
                    finding(
                            scaled,
                            Severity.ERROR,
                            "KEDA has not looked at it",
                            "See whether keda-operator runs: 'kubectl get pods -n keda'; its log says more."));
        }
        Optional<Condition> notReady =
                Condition.named("Ready", conditions).filter(each -> !each.isTrue());
        if (notReady.isPresent()) {
            return Optional.of(
                    finding(
                            scaled,
                            Severity.ERROR,
                            "it is not ready: " + notReady.get().why(),
                            "See that spec.scaleTargetRef names a workload that exists and that no other HPA scales, and the trigger's address and authentication."));
        }
        String failing = failing(scaled);
        return failing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        finding(
                                scaled,
                                Severity.WARNING,
                                "its triggers fail, so it holds or falls back: " + failing,
                                "See that the trigger's serverAddress answers from KEDA's namespace and that its query returns one number; keda-operator's log has the error."));
    }

    private static String failing(GenericKubernetesResource scaled) {
        return Fields.map(scaled, "status", "health").entrySet().stream()
                .filter(
                        entry ->
                                entry.getValue() instanceof Map<?, ?> health
                                        && "Failing".equals(health.get("status")))
                .map(
                        entry ->
                                "%s failed %s times"
                                        .formatted(
                                                entry.getKey(),
                                                ((Map<?, ?>) entry.getValue())
                                                        .get("numberOfFailures")))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Finding finding(
            GenericKubernetesResource scaled, Severity severity, String what, String fix) {
        return new Finding(severity, Check.KEDA_NOT_READY, Subject.of(scaled), what, fix);
    }

    public static Stream<Finding> paused(Snapshot snapshot) {
        return snapshot.list(Resource.SCALED_OBJECTS).stream()
                .filter(ScaledObjects::isPaused)
                .map(
                        scaled ->
                                new Finding(
                                        Severity.WARNING,
                                        Check.KEDA_PAUSED,
                                        Subject.of(scaled),
                                        pausedAt(scaled)
                                                .map("it is paused at %s replicas and does not scale"::formatted)
                                                .orElse("it is paused and does not scale"),
                                        "If that is over, take the annotation away: kubectl annotate scaledobject -n %s %s %s- %s-"
                                                .formatted(
                                                        scaled.getMetadata().getNamespace(),
                                                        scaled.getMetadata().getName(),
                                                        PAUSED,
                                                        PAUSED_REPLICAS)));
    }

    private static boolean isPaused(GenericKubernetesResource scaled) {
        return pausedAt(scaled).isPresent()
                || "true".equals(annotations(scaled).get(PAUSED))
                || Condition.named("Paused", Condition.of(scaled))
                        .filter(Condition::isTrue)
                        .isPresent();
    }

    private static Optional<String> pausedAt(GenericKubernetesResource scaled) {
        return Optional.ofNullable(annotations(scaled).get(PAUSED_REPLICAS));
    }

    private static Map<String, String> annotations(GenericKubernetesResource scaled) {
        Map<String, String> annotations = scaled.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }
}
