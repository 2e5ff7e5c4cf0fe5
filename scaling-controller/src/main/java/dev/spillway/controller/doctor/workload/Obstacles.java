package dev.spillway.controller.doctor.workload;

import dev.spillway.controller.doctor.snapshot.Resource;
import dev.spillway.controller.doctor.snapshot.Snapshot;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the scheduler's message apart: "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had
 * untolerated taint(s). preemption: ...", and says what the pod asks and what the nodes have.
 */
final class Obstacles {

    static final String GPU = "nvidia.com/gpu";

    private static final Pattern REASON =
            Pattern.compile("(\\d+) ((?:Insufficient|node\\(s\\)|Too many)[^,]*)");

    private final PodSpec pod;
    private final List<Node> nodes;
    private final boolean knowsNodes;

    private Obstacles(PodSpec pod, List<Node> nodes, boolean knowsNodes) {
        this.pod = pod;
        this.nodes = nodes;
        this.knowsNodes = knowsNodes;
    }

    static List<Obstacle> of(Snapshot snapshot, Pod pod, String message) {
        Obstacles obstacles =
                new Obstacles(
                        pod.getSpec(),
                        snapshot.list(Resource.NODES),
                        snapshot.knows(Resource.NODES));
        List<Obstacle> found = new ArrayList<>();
        // Behind the first sentence it says whom it could not push out.
        String sentence = message.split("\\.\\s|\\.$", 2)[0];
        Matcher matcher = REASON.matcher(sentence);
        while (matcher.find()) {
            found.add(
                    obstacles.explained(
                            Integer.parseInt(matcher.group(1)), matcher.group(2).strip()));
        }
        // What keeps most nodes away matters most.
        found.sort(Comparator.comparingInt(Obstacle::nodes).reversed());
        return found.isEmpty() ? List.of(new Obstacle(0, message, obstacles.fix(message))) : found;
    }

    private Obstacle explained(int count, String reason) {
        String where = count == 1 ? "1 node" : count + " nodes";
        if (reason.startsWith("Insufficient ")) {
            return insufficient(count, where, reason.substring("Insufficient ".length()));
        }
        return new Obstacle(count, where + " " + plain(count, reason), fix(reason));
    }

    private Obstacle insufficient(int count, String where, String resource) {
        BigDecimal asked = asked(resource);
        if (!knowsNodes) {
            return new Obstacle(
                    count,
                    "%s: too little %s (the pod asks for %s)"
                            .formatted(where, resource, plain(asked)),
                    "Add nodes or ask for less.");
        }
        Optional<BigDecimal> largest =
                nodes.stream()
                        .map(Node::getStatus)
                        .filter(Objects::nonNull)
                        .map(status -> status.getAllocatable().get(resource))
                        .filter(Objects::nonNull)
                        .map(Quantity::getNumericalAmount)
                        .max(Comparator.naturalOrder())
                        .filter(most -> most.signum() > 0);
        if (largest.isEmpty()) {
            return new Obstacle(
                    count,
                    "%s: no node offers %s (the pod asks for %s)"
                            .formatted(where, resource, plain(asked)),
                    resource.equals(GPU)
                            ? "Add a GPU node; if there is one, its device plugin does not run (DaemonSet nvidia-device-plugin), or nvidia-smi fails on it."
                            : "Add a node that offers %s, or do not ask for it."
                                    .formatted(resource));
        }
        return asked.compareTo(largest.get()) > 0
                ? new Obstacle(
                        count,
                        "%s: the pod asks for %s %s, and the largest node has %s"
                                .formatted(where, plain(asked), resource, plain(largest.get())),
                        "Ask for less, or add a node of that size; no other pod's end helps.")
                : new Obstacle(
                        count,
                        "%s: what is left of %s is less than the %s the pod asks for"
                                .formatted(where, resource, plain(asked)),
                        "Add nodes (or let cluster-autoscaler), or lower requests here or of what runs there.");
    }

    private BigDecimal asked(String resource) {
        return Optional.ofNullable(request(pod.getResources(), resource))
                .orElseGet(
                        () ->
                                pod.getContainers().stream()
                                        .map(Container::getResources)
                                        .map(each -> request(each, resource))
                                        .filter(Objects::nonNull)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static @Nullable BigDecimal request(
            @Nullable ResourceRequirements resources, String resource) {
        Quantity quantity =
                resources == null || resources.getRequests() == null
                        ? null
                        : resources.getRequests().get(resource);
        return quantity == null ? null : quantity.getNumericalAmount();
    }

    private static String plain(BigDecimal amount) {
        BigDecimal gibi = BigDecimal.valueOf(1 << 30);
        return amount.compareTo(gibi) >= 0
                ? amount.divide(gibi, 1, java.math.RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "Gi"
                : amount.stripTrailingZeros().toPlainString();
    }

    private String plain(int count, String reason) {
        if (reason.contains("node affinity/selector") && !NodeFit.wishes(pod).isEmpty()) {
            return "%s %s; there is %s"
                    .formatted(
                            count == 1 ? "lacks" : "lack",
                            String.join(" and ", NodeFit.wishes(pod)),
                            offered());
        }
        if (reason.contains("taint")) {
            return "%s taints it does not tolerate: %s"
                    .formatted(count == 1 ? "has" : "have", String.join(", ", taints()));
        }
        return reason.replaceFirst("^node\\(s\\) ", "");
    }

    /** What the nodes have of the labels it asks about. */
    private String offered() {
        String values =
                NodeFit.keys(pod).stream()
                        .flatMap(
                                key ->
                                        nodes.stream()
                                                .map(node -> NodeFit.labels(node).get(key))
                                                .filter(Objects::nonNull)
                                                .distinct()
                                                .sorted()
                                                .map(value -> key + "=" + value))
                        .collect(Collectors.joining(", "));
        return values.isEmpty() ? "no node with such a label" : values;
    }

    private List<String> taints() {
        return nodes.stream()
                .flatMap(node -> NodeFit.untolerated(pod, node).stream())
                .map(
                        taint ->
                                "%s%s:%s"
                                        .formatted(
                                                taint.getKey(),
                                                taint.getValue() == null
                                                                || taint.getValue().isEmpty()
                                                        ? ""
                                                        : "=" + taint.getValue(),
                                                taint.getEffect()))
                .distinct()
                .sorted()
                .toList();
    }

    private String fix(String reason) {
        if (reason.contains("node affinity/selector")) {
            return "Add a node with that label (a region is residency: the pod must not run elsewhere), or correct the pod's nodeSelector or affinity.";
        }
        if (reason.contains("taint")) {
            // Kubernetes itself marks nodes that are not well.
            return !taints().isEmpty()
                            && taints().stream().allMatch(each -> each.contains("kubernetes.io/"))
                    ? "See why these nodes are not well: kubectl describe node."
                    : "Add a toleration to the pod if it belongs there, or take the taint away (kubectl taint node NODE KEY-).";
        }
        if (reason.contains("anti-affinity")) {
            return "Make the anti-affinity preferred instead of required, or add nodes.";
        }
        if (reason.contains("pod affinity")) {
            return "See that a pod runs that it wants to be near to.";
        }
        if (reason.contains("topology spread")) {
            return "Set whenUnsatisfiable to ScheduleAnyway, or add nodes in the zone that has fewest.";
        }
        if (reason.contains("olume")) {
            return "See that its PersistentVolumeClaim is Bound, that its StorageClass exists, and that the volume is in a zone with nodes.";
        }
        if (reason.contains("free ports")) {
            return "Do without hostPort, or add nodes.";
        }
        if (reason.contains("unschedulable")) {
            return "If maintenance is over: kubectl uncordon NODE.";
        }
        if (reason.startsWith("Too many pods")) {
            return "Add nodes; each takes a fixed number of pods (110 unless configured).";
        }
        return "'kubectl describe pod' has the scheduler's events.";
    }
}
