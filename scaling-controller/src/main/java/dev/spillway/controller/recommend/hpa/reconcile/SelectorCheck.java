package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.calculator.Pod;
import dev.spillway.controller.recommend.hpa.calculator.PodList;
import dev.spillway.controller.recommend.hpa.selector.Selector;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a target's selector is there, can be read, and selects pods of no other autoscaler. */
final class SelectorCheck {

    private final HpaSpec spec;
    private final Cluster cluster;
    private final Journal journal;

    SelectorCheck(HpaSpec spec, Cluster cluster, Journal journal) {
        this.spec = spec;
        this.cluster = cluster;
        this.journal = journal;
    }

    /** The error that stops the round, if any. */
    Optional<String> problem(String selector) {
        if (selector.isEmpty()) {
            journal.warn("SelectorRequired", "selector is required");
            inactive("InvalidSelector", "the HPA target's scale is missing a selector");
            return Optional.of("selector is required");
        }
        return switch (Selector.parse(selector)) {
            case Selector.Parsed.Invalid(String message) ->
                    refuse(
                            "InvalidSelector",
                            "couldn't convert selector into a corresponding internal selector"
                                    + " object: "
                                    + message);
            case Selector.Parsed.Valid _ ->
                    switch (cluster.pods()) {
                        case PodList.Failed(String message) -> Optional.of(message);
                        case PodList.Found(List<Pod> pods) -> ambiguity(selector, pods);
                    };
        };
    }

    private Optional<String> ambiguity(String selector, List<Pod> pods) {
        List<String> others =
                cluster.peers().stream()
                        .filter(peer -> !peer.name().equals(spec.name()))
                        .filter(peer -> selectsAny(peer, pods))
                        .map(Peer::name)
                        .toList();
        if (others.isEmpty() || pods.isEmpty()) {
            return Optional.empty();
        }
        String examples =
                Stream.concat(Stream.of(spec.name()), others.stream())
                        .limit(2)
                        .map(name -> "{%s %s}".formatted(name, spec.namespace()))
                        .collect(Collectors.joining(" ", "[", "]"));
        return refuse(
                "AmbiguousSelector",
                "pods by selector %s are controlled by more than one HPA (e.g. %s)"
                        .formatted(selector, examples));
    }

    private static boolean selectsAny(Peer peer, List<Pod> pods) {
        return switch (Selector.parse(peer.selector())) {
            case Selector.Parsed.Valid(Selector parsed) ->
                    pods.stream().anyMatch(pod -> parsed.matches(pod.labels()));
            case Selector.Parsed.Invalid _ -> false;
        };
    }

    private Optional<String> refuse(String reason, String message) {
        journal.warn(reason, message);
        inactive(reason, message);
        return Optional.of(message);
    }

    private void inactive(String reason, String message) {
        journal.set(Condition.Type.SCALING_ACTIVE, false, reason, message);
    }
}
