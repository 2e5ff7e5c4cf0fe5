package dev.spillway.controller.doctor.scaling;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricStatus;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The metrics an HPA is told to watch, and those it has seen. */
public final class Metrics {

    /**
     * One of them.
     *
     * @param type Resource, ContainerResource, Pods, Object or External
     */
    public record Metric(String type, String name) {

        /** Who must serve it. */
        public String api() {
            return switch (type) {
                case "Resource", "ContainerResource" -> "metrics.k8s.io";
                case "External" -> "external.metrics.k8s.io";
                default -> "custom.metrics.k8s.io";
            };
        }

        /** Whether pods are measured by what they ask for, or could be. */
        boolean isOfContainers() {
            return api().equals("metrics.k8s.io");
        }

        @Override
        public String toString() {
            return name + " (" + type + ")";
        }
    }

    private Metrics() {}

    /** None said means processor time. */
    public static List<Metric> wanted(HorizontalPodAutoscaler autoscaler) {
        List<MetricSpec> specs = autoscaler.getSpec().getMetrics();
        return specs.isEmpty()
                ? List.of(new Metric("Resource", "cpu"))
                : specs.stream().map(Metrics::wanted).toList();
    }

    static List<Metric> unknown(HorizontalPodAutoscaler autoscaler) {
        Set<Metric> seen =
                autoscaler.getStatus() == null
                        ? Set.of()
                        : autoscaler.getStatus().getCurrentMetrics().stream()
                                .map(Metrics::seen)
                                .collect(Collectors.toSet());
        return wanted(autoscaler).stream().filter(each -> !seen.contains(each)).toList();
    }

    /** Whether containers must say how much of it they ask for. */
    public static boolean needsRequests(HorizontalPodAutoscaler autoscaler, String resource) {
        List<MetricSpec> specs = autoscaler.getSpec().getMetrics();
        return specs.isEmpty()
                ? resource.equals("cpu")
                : specs.stream()
                        .anyMatch(
                                spec ->
                                        spec.getResource() != null
                                                && spec.getResource().getName().equals(resource)
                                                && spec.getResource()
                                                                .getTarget()
                                                                .getAverageUtilization()
                                                        != null);
    }

    private static Metric wanted(MetricSpec spec) {
        return new Metric(
                spec.getType(),
                switch (spec.getType()) {
                    case "Resource" -> spec.getResource().getName();
                    case "ContainerResource" -> spec.getContainerResource().getName();
                    case "Pods" -> spec.getPods().getMetric().getName();
                    case "Object" -> spec.getObject().getMetric().getName();
                    case "External" -> spec.getExternal().getMetric().getName();
                    default -> "";
                });
    }

    private static Metric seen(MetricStatus status) {
        // One that could not be had is there with an empty type.
        return new Metric(
                status.getType(),
                switch (status.getType()) {
                    case "Resource" -> status.getResource().getName();
                    case "ContainerResource" -> status.getContainerResource().getName();
                    case "Pods" -> status.getPods().getMetric().getName();
                    case "Object" -> status.getObject().getMetric().getName();
                    case "External" -> status.getExternal().getMetric().getName();
                    default -> "";
                });
    }
}
