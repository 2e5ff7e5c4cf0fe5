package dev.spillway.controller.doctor.scaling;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.scaling.Metrics.Metric;
import dev.spillway.controller.doctor.snapshot.Condition;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether HPAs see their metrics and reach their targets. */
public final class HorizontalHealth {

    private HorizontalHealth() {}

    public static Stream<Finding> findings(Snapshot snapshot) {
        return snapshot.list(Resource.HORIZONTAL_AUTOSCALERS).stream()
                .flatMap(autoscaler -> finding(snapshot, autoscaler).stream());
    }

    private static Optional<Finding> finding(
            Snapshot snapshot, HorizontalPodAutoscaler autoscaler) {
        List<Condition> conditions = Condition.of(autoscaler);
        Optional<Condition> able =
                Condition.named("AbleToScale", conditions).filter(Condition::isFalse);
        if (able.isPresent()) {
            return Optional.of(unreachable(autoscaler, able.get()));
        }
        Optional<Condition> inactive =
                Condition.named("ScalingActive", conditions).filter(Condition::isFalse);
        if (inactive.isPresent() && !isAboutMetrics(inactive.get())) {
            return Optional.of(off(autoscaler, inactive.get()));
        }
        List<Metric> unknown = Metrics.unknown(autoscaler);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(blind(snapshot, autoscaler, unknown, inactive));
    }

    private static boolean isAboutMetrics(Condition inactive) {
        return inactive.reason().startsWith("FailedGet")
                || inactive.reason().equals("InvalidMetricSourceType");
    }

    private static Finding unreachable(HorizontalPodAutoscaler autoscaler, Condition able) {
        return new Finding(
                Severity.ERROR,
                Check.HPA_TARGET,
                Subject.of(autoscaler),
                "it cannot scale %s: %s".formatted(Target.of(autoscaler), able.why()),
                "Let spec.scaleTargetRef name a workload that exists in the same namespace, with"
                        + " its apiVersion and kind, or delete the HPA.");
    }

    private static Finding off(HorizontalPodAutoscaler autoscaler, Condition inactive) {
        boolean isDisabled = inactive.reason().equals("ScalingDisabled");
        return new Finding(
                isDisabled ? Severity.WARNING : Severity.ERROR,
                Check.HPA_TARGET,
                Subject.of(autoscaler),
                isDisabled
                        ? "its target %s has 0 replicas, and that switches it off"
                                .formatted(Target.of(autoscaler))
                        : "it does not scale: " + inactive.why(),
                isDisabled
                        ? "Scale the target to 1 or more by hand (kubectl scale); from there the"
                                + " HPA goes on."
                        : "Give each HPA and each workload a selector of its own, so that the HPA"
                                + " counts only the pods of its target.");
    }

    private static Finding blind(
            Snapshot snapshot,
            HorizontalPodAutoscaler autoscaler,
            List<Metric> unknown,
            Optional<Condition> inactive) {
        String names =
                unknown.stream().map(Metric::toString).collect(Collectors.joining(" and "))
                        + (unknown.size() == 1 ? " is <unknown>" : " are <unknown>");
        if (Condition.of(autoscaler).isEmpty()) {
            return new Finding(
                    Severity.WARNING,
                    Check.HPA_METRIC_UNKNOWN,
                    Subject.of(autoscaler),
                    "no controller has looked at it yet, so %s".formatted(names),
                    "Wait a minute; if it stays so, see whether kube-controller-manager runs.");
        }
        return new Finding(
                inactive.isPresent() ? Severity.ERROR : Severity.WARNING,
                Check.HPA_METRIC_UNKNOWN,
                Subject.of(autoscaler),
                inactive.map(why -> "%s, so it does not scale: %s".formatted(names, why.why()))
                        .orElse(
                                "%s; it still grows by the others, but no longer shrinks"
                                        .formatted(names)),
                unknown.stream()
                        .map(metric -> cure(snapshot, autoscaler, metric, inactive))
                        .distinct()
                        .collect(Collectors.joining(" ")));
    }

    private static String cure(
            Snapshot snapshot,
            HorizontalPodAutoscaler autoscaler,
            Metric metric,
            Optional<Condition> why) {
        String namespace = autoscaler.getMetadata().getNamespace();
        if (!snapshot.serves(metric.api())) {
            return MetricApi.install(metric.api());
        }
        if (metric.isOfContainers()) {
            return why.filter(each -> each.message().contains("missing request")).isPresent()
                    ? "Give every container of %s a request for %s; utilisation is a share of it."
                            .formatted(Target.of(autoscaler), metric.name())
                    : "'kubectl top pods -n %s' must show the pods; new ones appear after about 30 s."
                            .formatted(namespace);
        }
        return "%s is served but has no value for %s: see 'kubectl get --raw /apis/%s/v1beta1%s',"
                        .formatted(
                                metric.api(),
                                metric.name(),
                                metric.api(),
                                metric.type().equals("External")
                                        ? "/namespaces/%s/%s".formatted(namespace, metric.name())
                                        : "")
                + " whether Prometheus has the series, and whether the adapter has a rule for it.";
    }
}
