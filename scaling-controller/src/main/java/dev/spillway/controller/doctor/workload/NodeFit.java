package dev.spillway.controller.doctor.workload;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;

import dev.spillway.controller.doctor.snapshot.Selectors;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which nodes a pod may be placed on, by labels and taints; how full they are does not matter. */
final class NodeFit {

    private NodeFit() {}

    static List<Node> eligible(PodSpec pod, List<Node> nodes) {
        return nodes.stream()
                .filter(node -> !Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
                .filter(node -> selects(pod, node))
                .filter(node -> untolerated(pod, node).isEmpty())
                .toList();
    }

    /** Whether the node has the labels that the pod insists on. */
    static boolean selects(PodSpec pod, Node node) {
        return Selectors.contains(pod.getNodeSelector(), labels(node))
                && required(pod)
                        .map(terms -> terms.stream().anyMatch(term -> matches(term, node)))
                        .orElse(true);
    }

    /** What keeps the pod off the node. */
    static List<Taint> untolerated(PodSpec pod, Node node) {
        return node.getSpec().getTaints().stream()
                .filter(taint -> !"PreferNoSchedule".equals(taint.getEffect()))
                .filter(
                        taint ->
                                pod.getTolerations().stream()
                                        .noneMatch(toleration -> tolerates(toleration, taint)))
                .toList();
    }

    static Map<String, String> labels(Node node) {
        return Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    }

    /** What a pod insists on, in words. */
    static List<String> wishes(PodSpec pod) {
        Stream<String> plain =
                Objects.requireNonNullElse(pod.getNodeSelector(), Map.<String, String>of())
                        .entrySet()
                        .stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue());
        Stream<String> terms =
                required(pod).stream()
                        .flatMap(List::stream)
                        .flatMap(term -> term.getMatchExpressions().stream())
                        .map(NodeFit::words);
        return Stream.concat(plain, terms).toList();
    }

    /** The labels a pod asks about. */
    static List<String> keys(PodSpec pod) {
        return Stream.concat(
                        Objects.requireNonNullElse(pod.getNodeSelector(), Map.<String, String>of())
                                .keySet()
                                .stream(),
                        required(pod).stream()
                                .flatMap(List::stream)
                                .flatMap(term -> term.getMatchExpressions().stream())
                                .map(NodeSelectorRequirement::getKey))
                .distinct()
                .toList();
    }

    private static String words(NodeSelectorRequirement wish) {
        return wish.getValues().isEmpty()
                ? wish.getKey() + " " + wish.getOperator()
                : wish.getOperator().equals("In") && wish.getValues().size() == 1
                        ? wish.getKey() + "=" + wish.getValues().getFirst()
                        : "%s %s (%s)"
                                .formatted(
                                        wish.getKey(),
                                        wish.getOperator(),
                                        String.join(", ", wish.getValues()));
    }

    private static Optional<List<NodeSelectorTerm>> required(PodSpec pod) {
        return Optional.ofNullable(pod.getAffinity())
                .map(Affinity::getNodeAffinity)
                .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .map(NodeSelector::getNodeSelectorTerms);
    }

    private static boolean matches(NodeSelectorTerm term, Node node) {
        return term.getMatchExpressions().stream()
                        .allMatch(wish -> matches(wish, labels(node).get(wish.getKey())))
                && term.getMatchFields().stream()
                        .allMatch(wish -> matches(wish, node.getMetadata().getName()));
    }

    private static boolean matches(NodeSelectorRequirement wish, @Nullable String value) {
        return switch (wish.getOperator()) {
            case "In" -> value != null && wish.getValues().contains(value);
            case "NotIn" -> value == null || !wish.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compare(value, wish) > 0;
            case "Lt" -> compare(value, wish) < 0;
            default -> false;
        };
    }

    /** 0 for what is no number, which is neither more nor less. */
    private static int compare(@Nullable String value, NodeSelectorRequirement wish) {
        try {
            return value == null
                    ? 0
                    : Long.compare(
                            Long.parseLong(value), Long.parseLong(wish.getValues().getFirst()));
        } catch (NumberFormatException notComparable) {
            return 0;
        }
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        boolean isOfEffect =
                isBlank(toleration.getEffect())
                        || toleration.getEffect().equals(taint.getEffect());
        boolean isOfKey =
                isBlank(toleration.getKey()) || toleration.getKey().equals(taint.getKey());
        return isOfEffect
                && isOfKey
                && ("Exists".equals(toleration.getOperator())
                        || Objects.equals(
                                Objects.requireNonNullElse(toleration.getValue(), ""),
                                Objects.requireNonNullElse(taint.getValue(), "")));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
