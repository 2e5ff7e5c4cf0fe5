package dev.spillway.controller.doctor.cluster;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.scaling.MetricApi;
import dev.spillway.controller.doctor.scaling.Metrics;
import dev.spillway.controller.doctor.snapshot.Condition;
import dev.spillway.controller.doctor.snapshot.Fields;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** APIs beyond Kubernetes' own: which are there, and who needs those that are not. */
public final class Apis {

    private static final List<String> METRICS =
            List.of("metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io");

    private Apis() {}

    public static Stream<Finding> missing(Snapshot snapshot) {
        return Stream.of(
                        METRICS.stream().flatMap(group -> metrics(snapshot, group).stream()),
                        keda(snapshot).stream(),
                        verticals(snapshot).stream(),
                        spillway(snapshot).stream())
                .flatMap(each -> each);
    }

    private static Optional<Finding> metrics(Snapshot snapshot, String group) {
        if (snapshot.apiGroups().contains(group)) {
            return Optional.empty();
        }
        return Optional.of(
                snapshot.list(Resource.HORIZONTAL_AUTOSCALERS).stream()
                        .filter(
                                each ->
                                        Metrics.wanted(each).stream()
                                                .anyMatch(metric -> metric.api().equals(group)))
                        .findFirst()
                        .map(
                                needs ->
                                        finding(
                                                Severity.ERROR,
                                                group,
                                                "nobody serves it, and %s needs it"
                                                        .formatted(Subject.of(needs)),
                                                MetricApi.install(group)))
                        .orElseGet(
                                () ->
                                        finding(
                                                Severity.NOTE,
                                                group,
                                                "nobody serves it; no HPA here needs it",
                                                "Nothing, unless an HPA shall use it. "
                                                        + MetricApi.install(group))));
    }

    private static Optional<Finding> keda(Snapshot snapshot) {
        if (snapshot.apiGroups().contains("keda.sh")) {
            return Optional.empty();
        }
        return Optional.of(
                Stream.of(
                                snapshot.list(Resource.POOLS).stream()
                                        .filter(pool -> Fields.text(pool, "spec", "engine").orElse("").equals("keda")),
                                snapshot.list(Resource.TENANTS).stream()
                                        .filter(
                                                tenant ->
                                                        Fields.text(tenant, "spec", "autoscaling", "engine")
                                                                .orElse("")
                                                                .equals("keda")))
                        .flatMap(each -> each)
                        .findFirst()
                        .map(
                                needs ->
                                        finding(
                                                Severity.ERROR,
                                                "keda.sh",
                                                "KEDA is not installed, and %s has engine keda"
                                                        .formatted(Subject.of(needs)),
                                                "Install KEDA 2.x, or choose engine direct or hpa."))
                        .orElseGet(
                                () ->
                                        finding(
                                                Severity.NOTE,
                                                "keda.sh",
                                                "KEDA is not installed; engine keda is not available",
                                                "Nothing, unless a pool shall use engine keda: then install KEDA 2.x.")));
    }

    private static Optional<Finding> verticals(Snapshot snapshot) {
        return snapshot.apiGroups().contains("autoscaling.k8s.io")
                ? Optional.empty()
                : Optional.of(
                        finding(
                                Severity.NOTE,
                                "autoscaling.k8s.io",
                                "VerticalPodAutoscaler is not installed; nobody recommends requests",
                                "Nothing, unless k8s/components/vpa shall be used: then install the Vertical Pod Autoscaler."));
    }

    private static Optional<Finding> spillway(Snapshot snapshot) {
        return snapshot.apiGroups().contains("spillway.dev")
                ? Optional.empty()
                : Optional.of(
                        finding(
                                Severity.NOTE,
                                "spillway.dev",
                                "Spillway's custom resources are not installed",
                                "To install them: kubectl apply -k k8s/base (or an overlay)."));
    }

    private static Finding finding(Severity severity, String group, String what, String fix) {
        return new Finding(
                severity, Check.API_MISSING, Subject.clusterWide("API", group), what, fix);
    }

    public static Stream<Finding> unavailable(Snapshot snapshot) {
        return snapshot.unavailable()
                .map(
                        api ->
                                new Finding(
                                        Severity.ERROR,
                                        Check.API_UNAVAILABLE,
                                        Subject.of(api),
                                        "it does not answer: "
                                                + Condition.named("Available", Condition.of(api))
                                                        .map(Condition::why)
                                                        .orElse(""),
                                        "See the pods and the Service behind it (%s); if it is no longer wanted, delete the APIService, for namespaces cannot be deleted while it stands."
                                                .formatted(server(api.getSpec().getService()))));
    }

    private static String server(io.fabric8.kubernetes.api.model.ServiceReference service) {
        return service == null
                ? "the API server's own"
                : service.getNamespace() + "/" + service.getName();
    }
}
