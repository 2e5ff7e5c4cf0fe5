package dev.spillway.controller.doctor.workload;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Condition;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods that should run and do not: no node takes them, they do not start, they may not exist. */
public final class Waiting {

    /** What is part of every start. */
    private static final Set<String> ORDINARY = Set.of("ContainerCreating", "PodInitializing");

    private Waiting() {}

    /** Pods of one owner that wait for the same reason are told once. */
    public static Stream<Finding> forNode(Snapshot snapshot) {
        return alike(snapshot, pod -> unscheduled(pod).map(Condition::why)).stream()
                .map(pods -> forNode(snapshot, pods));
    }

    private static Finding forNode(Snapshot snapshot, List<Pod> pods) {
        Pod pod = pods.getFirst();
        Condition condition = unscheduled(pod).orElseThrow();
        if (condition.reason().equals("SchedulingGated")) {
            return new Finding(
                    Severity.NOTE,
                    Check.POD_PENDING,
                    Subject.of(pod),
                    "%s held back by scheduling gates: %s"
                            .formatted(
                                    count(pods),
                                    pod.getSpec().getSchedulingGates().stream()
                                            .map(gate -> gate.getName())
                                            .collect(Collectors.joining(", "))),
                    "Whoever set the gates must take them away; see that it runs.");
        }
        List<Obstacle> obstacles = Obstacles.of(snapshot, pod, condition.message());
        return new Finding(
                Severity.ERROR,
                Check.POD_PENDING,
                Subject.of(pod),
                count(pods)
                        + ": "
                        + obstacles.stream().map(Obstacle::what).collect(Collectors.joining("; ")),
                obstacles.stream().map(Obstacle::fix).distinct().collect(Collectors.joining(" ")));
    }

    private static Optional<Condition> unscheduled(Pod pod) {
        return Condition.named("PodScheduled", Condition.of(pod)).filter(Condition::isFalse);
    }

    public static Stream<Finding> toStart(Snapshot snapshot) {
        return alike(snapshot, pod -> waiting(pod).map(ContainerStateWaiting::getReason)).stream()
                .map(Waiting::toStart);
    }

    private static Finding toStart(List<Pod> pods) {
        ContainerStateWaiting waiting = waiting(pods.getFirst()).orElseThrow();
        String message = Objects.requireNonNullElse(waiting.getMessage(), "");
        return new Finding(
                Severity.ERROR,
                Check.POD_NOT_STARTING,
                Subject.of(pods.getFirst()),
                "%s: %s%s"
                        .formatted(
                                count(pods),
                                waiting.getReason(),
                                message.isEmpty() ? "" : ", " + message.strip()),
                waiting.getReason().contains("Image")
                        ? "See that the image's name and tag exist, that the node reaches its registry, and that the pod has the registry's imagePullSecrets."
                        : "'kubectl describe pod' and 'kubectl logs --previous' of this pod say more; CreateContainerConfigError names a ConfigMap or Secret that is missing.");
    }

    private static Optional<ContainerStateWaiting> waiting(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .map(ContainerStatus::getState)
                        .filter(Objects::nonNull)
                        .map(state -> state.getWaiting())
                        .filter(Objects::nonNull)
                        .filter(state -> state.getReason() != null && !ORDINARY.contains(state.getReason()))
                        .findFirst();
    }

    /** What a quota or a policy turns away never becomes a pod; only the Deployment knows. */
    public static Stream<Finding> toExist(Snapshot snapshot) {
        return snapshot.list(Resource.DEPLOYMENTS).stream()
                .flatMap(
                        deployment ->
                                Condition.named("ReplicaFailure", Condition.of(deployment))
                                        .filter(Condition::isTrue)
                                        .map(refusal -> toExist(deployment, refusal))
                                        .stream());
    }

    private static Finding toExist(Deployment deployment, Condition refusal) {
        return new Finding(
                Severity.ERROR,
                Check.PODS_REFUSED,
                Subject.of(deployment),
                "its pods may not be created: " + refusal.why(),
                refusal.message().contains("exceeded quota")
                        ? "Raise the ResourceQuota, or ask for fewer replicas or smaller requests; Spillway's own quotas are raised with spec.share."
                        : refusal.message().contains("violates PodSecurity")
                                ? "Set the securityContext that the message names (non-root, no privilege escalation, capabilities dropped, seccomp RuntimeDefault)."
                                : "Change what the message names; 'kubectl describe replicaset' lists every refusal.");
    }

    private static List<List<Pod>> alike(
            Snapshot snapshot, Function<Pod, Optional<String>> reason) {
        Map<List<String>, List<Pod>> groups = new LinkedHashMap<>();
        snapshot.list(Resource.PENDING_PODS)
                .forEach(
                        pod ->
                                reason.apply(pod)
                                        .ifPresent(
                                                why ->
                                                        groups.computeIfAbsent(
                                                                        List.of(
                                                                                pod.getMetadata().getNamespace(),
                                                                                owner(pod),
                                                                                why),
                                                                        _ -> new java.util.ArrayList<>())
                                                                .add(pod)));
        return List.copyOf(groups.values());
    }

    private static String owner(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .map(each -> each.getKind() + " " + each.getName())
                .findFirst()
                .orElse("Pod " + pod.getMetadata().getName());
    }

    private static String count(List<Pod> pods) {
        return pods.size() == 1
                ? "it waits"
                : "it and %d more of %s wait".formatted(pods.size() - 1, owner(pods.getFirst()));
    }
}
