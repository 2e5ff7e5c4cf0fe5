package dev.spillway.controller.doctor.workload;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.scaling.Metrics;
import dev.spillway.controller.doctor.scaling.Target;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;
import dev.spillway.controller.doctor.snapshot.Workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Containers that do not say what they need, so that nobody can plan for them. */
public final class Requests {

    private static final List<String> WANTED = List.of("cpu", "memory");

    private Requests() {}

    public static Stream<Finding> missing(Snapshot snapshot) {
        // A LimitRange that could not be read may give defaults.
        return snapshot.knows(Resource.LIMIT_RANGES)
                ? snapshot.workloads().stream()
                        .flatMap(workload -> missing(snapshot, workload).stream())
                : Stream.empty();
    }

    private static Optional<Finding> missing(Snapshot snapshot, Workload workload) {
        List<String> lacking =
                WANTED.stream()
                        .filter(resource -> !isDefaulted(snapshot, workload, resource))
                        .filter(resource -> !has(workload.pod().getResources(), resource))
                        .toList();
        String containers =
                workload.containers().stream()
                        .map(container -> lack(container, lacking))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; "));
        if (containers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                spoilt(snapshot, workload, lacking)
                        .map(
                                autoscaler ->
                                        finding(
                                                Severity.ERROR,
                                                workload,
                                                "%s; HPA %s measures by these requests and cannot work"
                                                        .formatted(
                                                                containers,
                                                                autoscaler
                                                                        .getMetadata()
                                                                        .getName())))
                        .orElseGet(() -> finding(Severity.WARNING, workload, containers)));
    }

    private static Finding finding(Severity severity, Workload workload, String what) {
        return new Finding(
                severity,
                Check.REQUESTS_MISSING,
                workload.subject(),
                what,
                "Set resources.requests for cpu and memory in each container, or defaultRequest"
                        + " in a LimitRange of the namespace; without them nodes are overbooked"
                        + " and these pods are evicted first.");
    }

    /** The HPA that needs what is not there, if there is one. */
    private static Optional<HorizontalPodAutoscaler> spoilt(
            Snapshot snapshot, Workload workload, List<String> lacking) {
        return snapshot.list(Resource.HORIZONTAL_AUTOSCALERS).stream()
                .filter(autoscaler -> Target.of(autoscaler).equals(workload.subject()))
                .filter(
                        autoscaler ->
                                lacking.stream()
                                        .filter(
                                                resource ->
                                                        Metrics.needsRequests(
                                                                autoscaler, resource))
                                        .anyMatch(
                                                resource ->
                                                        workload.containers().stream()
                                                                .anyMatch(
                                                                        each ->
                                                                                !has(
                                                                                        each
                                                                                                .getResources(),
                                                                                        resource))))
                .findFirst();
    }

    private static Optional<String> lack(Container container, List<String> lacking) {
        String missing =
                lacking.stream()
                        .filter(resource -> !has(container.getResources(), resource))
                        .collect(Collectors.joining(" and no "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("container %s asks for no %s".formatted(container.getName(), missing));
    }

    /** A limit alone counts as a request of the same size. */
    private static boolean has(@Nullable ResourceRequirements resources, String resource) {
        return resources != null
                && (holds(resources.getRequests(), resource)
                        || holds(resources.getLimits(), resource));
    }

    private static boolean isDefaulted(Snapshot snapshot, Workload workload, String resource) {
        return snapshot.list(Resource.LIMIT_RANGES).stream()
                .filter(each -> each.getMetadata().getNamespace().equals(workload.namespace()))
                .flatMap(each -> each.getSpec().getLimits().stream())
                .filter(each -> each.getType().equals("Container"))
                .anyMatch(each -> gives(each, resource));
    }

    private static boolean gives(LimitRangeItem item, String resource) {
        return holds(item.getDefaultRequest(), resource) || holds(item.getDefault(), resource);
    }

    private static boolean holds(@Nullable Map<String, Quantity> amounts, String resource) {
        return amounts != null && amounts.containsKey(resource);
    }
}
