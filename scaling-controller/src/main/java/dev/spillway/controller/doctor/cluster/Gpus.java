package dev.spillway.controller.doctor.cluster;

import dev.spillway.controller.doctor.finding.Check;
import dev.spillway.controller.doctor.finding.Finding;
import dev.spillway.controller.doctor.finding.Severity;
import dev.spillway.controller.doctor.finding.Subject;
import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** GPU nodes: a label by which pods find them, and GPUs that the scheduler can give away. */
public final class Gpus {

    private static final String GPU = "nvidia.com/gpu";

    /** Labels that say a node has GPUs: GPU feature discovery, node feature discovery, ours, clouds'. */
    private static final Map<String, Set<String>> LABELS =
            Map.of(
                    "nvidia.com/gpu.present", Set.of("true"),
                    "nvidia.com/gpu.product", Set.of(),
                    "feature.node.kubernetes.io/pci-10de.present", Set.of("true"),
                    "spillway.dev/node-pool", Set.of("gpu"),
                    "cloud.google.com/gke-accelerator", Set.of(),
                    "k8s.amazonaws.com/accelerator", Set.of(),
                    "kubernetes.azure.com/accelerator", Set.of("nvidia"));

    private Gpus() {}

    public static Stream<Finding> findings(Snapshot snapshot) {
        return snapshot.list(Resource.NODES).stream().flatMap(node -> finding(node).stream());
    }

    private static Optional<Finding> finding(Node node) {
        Optional<String> label = label(node);
        long capacity = count(node.getStatus().getCapacity());
        long allocatable = count(node.getStatus().getAllocatable());
        if (label.isPresent() && allocatable == 0) {
            return Optional.of(
                    finding(
                            node,
                            Severity.ERROR,
                            "label %s says it has GPUs, but allocatable nvidia.com/gpu is 0"
                                    .formatted(label.get()),
                            "On the node nvidia-smi must list the GPUs (driver); then the DaemonSet nvidia-device-plugin must run there (its log, and its toleration for the node's taints)."));
        }
        if (allocatable < capacity) {
            return Optional.of(
                    finding(
                            node,
                            Severity.WARNING,
                            "only %d of %d GPUs are allocatable".formatted(allocatable, capacity),
                            "The device plugin holds the others for unhealthy: see nvidia-smi and DCGM's XID errors for the node; a reset or a new node helps."));
        }
        return allocatable > 0 && label.isEmpty()
                ? Optional.of(
                        finding(
                                node,
                                Severity.WARNING,
                                "it offers %d GPUs but has no label by which pods select GPU nodes"
                                        .formatted(allocatable),
                                "Run GPU feature discovery, or: kubectl label node %s spillway.dev/node-pool=gpu"
                                        .formatted(node.getMetadata().getName())))
                : Optional.empty();
    }

    private static Finding finding(Node node, Severity severity, String what, String fix) {
        return new Finding(severity, Check.GPU_NODE, Subject.of(node), what, fix);
    }

    private static Optional<String> label(Node node) {
        return Objects.requireNonNullElse(
                        node.getMetadata().getLabels(), Map.<String, String>of())
                .entrySet()
                .stream()
                .filter(
                        each ->
                                LABELS.containsKey(each.getKey())
                                        && isGpu(LABELS.get(each.getKey()), each.getValue()))
                .map(each -> each.getKey() + "=" + each.getValue())
                .sorted()
                .findFirst();
    }

    private static boolean isGpu(@Nullable Set<String> values, String value) {
        return values != null && (values.isEmpty() || values.contains(value));
    }

    private static long count(@Nullable Map<String, Quantity> amounts) {
        Quantity count = amounts == null ? null : amounts.get(GPU);
        return count == null ? 0 : count.getNumericalAmount().longValue();
    }
}
