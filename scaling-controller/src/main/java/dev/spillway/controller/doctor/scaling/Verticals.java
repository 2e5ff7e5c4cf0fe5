package dev.spillway.controller.doctor.scaling;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Condition;
import dev.spillway.controller.doctor.snapshot.Fields;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;
import dev.spillway.controller.doctor.snapshot.Workload;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** VPAs: those in an HPA's way, and those that do nothing. */
public final class Verticals {

    /** Modes that leave running pods alone. */
    private static final Set<String> HARMLESS = Set.of("Off", "Initial");

    private static final int DEFAULT_MIN_REPLICAS = 2;

    private Verticals() {}

    public static Stream<Finding> withHorizontal(Snapshot snapshot) {
        return snapshot.list(Resource.VERTICAL_AUTOSCALERS).stream()
                .filter(vertical -> !HARMLESS.contains(mode(vertical)))
                .flatMap(
                        vertical ->
                                snapshot.list(Resource.HORIZONTAL_AUTOSCALERS).stream()
                                        .filter(
                                                horizontal ->
                                                        Target.of(horizontal)
                                                                .equals(
                                                                        Target.ofVertical(
                                                                                vertical)))
                                        .map(horizontal -> both(vertical, horizontal)));
    }

    private static Finding both(
            GenericKubernetesResource vertical, HorizontalPodAutoscaler horizontal) {
        boolean sameMeasure = Metrics.wanted(horizontal).stream().anyMatch(Metrics.Metric::isOfContainers);
        return new Finding(
                sameMeasure ? Severity.ERROR : Severity.WARNING,
                Check.HPA_AND_VPA,
                Subject.of(vertical),
                "updateMode is %s while HPA %s scales the same %s: %s"
                        .formatted(
                                mode(vertical),
                                horizontal.getMetadata().getName(),
                                Target.of(horizontal),
                                sameMeasure
                                        ? "it changes the requests that the HPA measures by, and each undoes the other's work"
                                        : "it evicts replicas that the HPA counts on"),
                "Set the VPA's updatePolicy.updateMode to Off and apply its recommendation by hand, or to Initial.");
    }

    public static Stream<Finding> idle(Snapshot snapshot) {
        return snapshot.list(Resource.VERTICAL_AUTOSCALERS).stream()
                .flatMap(vertical -> idle(snapshot, vertical).stream());
    }

    private static Optional<Finding> idle(
            Snapshot snapshot, GenericKubernetesResource vertical) {
        List<Condition> conditions = Condition.of(vertical);
        Optional<Condition> stuck =
                conditions.stream()
                        .filter(
                                each ->
                                        each.isTrue()
                                                ? Set.of("NoPodsMatched", "ConfigUnsupported", "ConfigDeprecated")
                                                        .contains(each.type())
                                                : each.type().equals("RecommendationProvided"))
                        .findFirst();
        if (conditions.isEmpty() || stuck.isPresent()) {
            return Optional.of(withoutRecommendation(vertical, stuck));
        }
        return Target.in(snapshot, Target.ofVertical(vertical))
                .filter(_ -> !HARMLESS.contains(mode(vertical)))
                .filter(target -> target.replicas() < minReplicas(vertical))
                .map(target -> tooFew(vertical, target));
    }

    private static Finding withoutRecommendation(
            GenericKubernetesResource vertical, Optional<Condition> stuck) {
        return new Finding(
                Severity.WARNING,
                Check.VPA_IDLE,
                Subject.of(vertical),
                stuck.map(each -> "it recommends nothing: %s is %s%s".formatted(each.type(), each.status(), each.why().isEmpty() ? "" : ", " + each.why()))
                        .orElse("no recommender has looked at it"),
                stuck.isEmpty()
                        ? "See whether vpa-recommender runs: 'kubectl get pods -n kube-system | grep vpa'."
                        : "See that spec.targetRef names a workload with running pods, that metrics.k8s.io serves them, and the log of vpa-recommender; the first recommendation takes minutes.");
    }

    private static Finding tooFew(GenericKubernetesResource vertical, Workload target) {
        return new Finding(
                Severity.NOTE,
                Check.VPA_IDLE,
                Subject.of(vertical),
                "updateMode is %s, but %s has %d replicas and the updater leaves alone what has fewer than %d"
                        .formatted(
                                mode(vertical),
                                target.subject(),
                                target.replicas(),
                                minReplicas(vertical)),
                "Run 2 replicas or more, or set updatePolicy.minReplicas to 1 and accept the gap at each update.");
    }

    private static int minReplicas(GenericKubernetesResource vertical) {
        return Fields.number(vertical, "spec", "updatePolicy", "minReplicas")
                .orElse(DEFAULT_MIN_REPLICAS);
    }

    private static String mode(GenericKubernetesResource vertical) {
        return Fields.text(vertical, "spec", "updatePolicy", "updateMode").orElse("Auto");
    }
}
