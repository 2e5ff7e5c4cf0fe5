package dev.spillway.controller.doctor.workload;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.scaling.Target;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Selectors;
import dev.spillway.controller.doctor.snapshot.Snapshot;
import dev.spillway.controller.doctor.snapshot.Workload;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Workloads that allow one pod per node and want more pods than there are nodes. */
public final class AntiAffinity {

    private AntiAffinity() {}

    public static Stream<Finding> tooMany(Snapshot snapshot) {
        return snapshot.knows(Resource.NODES)
                ? snapshot.workloads().stream()
                        .flatMap(workload -> hard(workload).map(key -> tooMany(snapshot, workload, key)))
                        .flatMap(Optional::stream)
                : Stream.empty();
    }

    /** The labels of nodes by which it keeps its pods apart. */
    private static Stream<String> hard(Workload workload) {
        return Optional.ofNullable(workload.pod().getAffinity())
                .map(Affinity::getPodAntiAffinity)
                .map(PodAntiAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .stream()
                .flatMap(terms -> terms.stream())
                .filter(term -> Selectors.matches(term.getLabelSelector(), workload.labels()))
                .map(PodAffinityTerm::getTopologyKey)
                .distinct();
    }

    private static Optional<Finding> tooMany(
            Snapshot snapshot, Workload workload, String topologyKey) {
        Most most = most(snapshot, workload);
        long places =
                NodeFit.eligible(workload.pod(), snapshot.list(Resource.NODES)).stream()
                        .map(node -> NodeFit.labels(node).get(topologyKey))
                        .filter(Objects::nonNull)
                        .distinct()
                        .count();
        return most.replicas() <= places
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                Severity.WARNING,
                                Check.ANTI_AFFINITY,
                                workload.subject(),
                                "%s, but it insists on one pod per %s and only %d can take it: %d stay Pending"
                                        .formatted(
                                                most.words(),
                                                topologyKey,
                                                places,
                                                most.replicas() - places),
                                "Make it a wish (preferredDuringSchedulingIgnoredDuringExecution), or add nodes, or allow at most %d replicas."
                                        .formatted(places)));
    }

    private record Most(int replicas, String words) {}

    private static Most most(Snapshot snapshot, Workload workload) {
        return snapshot.list(Resource.HORIZONTAL_AUTOSCALERS).stream()
                .filter(each -> Target.of(each).equals(workload.subject()))
                .map(
                        each ->
                                new Most(
                                        each.getSpec().getMaxReplicas(),
                                        "HPA %s may ask for %d replicas"
                                                .formatted(
                                                        each.getMetadata().getName(),
                                                        each.getSpec().getMaxReplicas())))
                .findFirst()
                .orElseGet(
                        () ->
                                new Most(
                                        workload.replicas(),
                                        "it wants %d replicas".formatted(workload.replicas())));
    }
}
