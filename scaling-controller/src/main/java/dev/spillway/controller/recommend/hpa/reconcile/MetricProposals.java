package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.calculator.Calculation;
import dev.spillway.controller.recommend.hpa.calculator.MetricReading;
import dev.spillway.controller.recommend.hpa.calculator.ReplicaCalculator;
import dev.spillway.controller.recommend.hpa.calculator.Situation;
import dev.spillway.controller.recommend.hpa.selector.LabelSelector;
import dev.spillway.controller.recommend.hpa.spec.MetricSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricTarget;

import java.util.Optional;
import java.util.function.Function;

/** Turns each metric into a proposal, with the errors and words of Kubernetes. */
final class MetricProposals {

    private final ReplicaCalculator calculator;
    private final Situation situation;
    private final Journal journal;

    MetricProposals(ReplicaCalculator calculator, Situation situation, Journal journal) {
        this.calculator = calculator;
        this.situation = situation;
        this.journal = journal;
    }

    Proposal of(MetricSpec spec, MetricReading reading) {
        return switch (spec) {
            case MetricSpec.Resource(String name, MetricTarget target) ->
                    resource(
                            name,
                            Optional.empty(),
                            target,
                            reading,
                            "FailedGetResourceMetric",
                            "failed to get %s resource metric value: ".formatted(name));
            case MetricSpec.ContainerResource(String name, String container, MetricTarget target) ->
                    resource(
                            name,
                            Optional.of(container),
                            target,
                            reading,
                            "FailedGetContainerResourceMetric",
                            "failed to get %s container metric value: ".formatted(container));
            case MetricSpec.Pods pods -> pods(pods, reading);
            case MetricSpec.ObjectMetric object -> object(object, reading);
            case MetricSpec.External external -> external(external, reading);
            case MetricSpec.Unknown(String type) -> {
                String error = "unknown metric source type \"%s\"".formatted(type);
                yield new Proposal.Invalid(
                        journal.inactive("InvalidMetricSourceType", error), error);
            }
        };
    }

    private Proposal resource(
            String name,
            Optional<String> container,
            MetricTarget target,
            MetricReading reading,
            String reason,
            String outer) {
        if (target.averageValueMilli().isPresent()) {
            return propose(
                    calculator.resourceUsage(
                            name, target.averageValueMilli().getAsLong(), reading, situation),
                    done -> average(name, done, name + " resource"),
                    error -> {
                        String named = "failed to get %s usage: %s".formatted(name, error);
                        return invalid(reason, named, outer + named);
                    });
        }
        if (target.averageUtilizationPercent().isEmpty()) {
            String error =
                    "invalid resource metric source: neither an average utilization target nor an"
                            + " average value (usage) target was set";
            return invalid(reason, error, outer + error);
        }
        String kind = container.isPresent() ? " container resource" : " resource";
        return propose(
                calculator.resourceUtilization(
                        name,
                        container,
                        target.averageUtilizationPercent().getAsInt(),
                        reading,
                        situation),
                done -> average(name, done, name + kind + " utilization (percentage of request)"),
                error -> {
                    String named = "failed to get %s utilization: %s".formatted(name, error);
                    return invalid(reason, named, outer + named);
                });
    }

    private Proposal pods(MetricSpec.Pods spec, MetricReading reading) {
        String reason = "FailedGetPodsMetric";
        String outer = "failed to get pods metric value: ";
        Optional<String> problem = spec.selector().flatMap(LabelSelector::problem);
        if (problem.isPresent()) {
            return invalid(reason, problem.get(), outer + problem.get());
        }
        // Validation makes sure that there is an average to aim at.
        long target = spec.target().averageValueMilli().orElseThrow();
        return propose(
                calculator.podsAverage(spec.metric(), target, reading, situation),
                done -> average(spec.metric(), done, "pods metric " + spec.metric()),
                error -> invalid(reason, error, outer + error));
    }

    private Proposal object(MetricSpec.ObjectMetric spec, MetricReading reading) {
        String metric = spec.metric();
        String reason = "FailedGetObjectMetric";
        String outer = "failed to get object metric value: ";
        Optional<String> problem = spec.selector().flatMap(LabelSelector::problem);
        if (problem.isPresent()) {
            return invalid(reason, problem.get(), outer + problem.get());
        }
        MetricTarget target = spec.target();
        if (target.valueMilli().isPresent()) {
            long value = target.valueMilli().getAsLong();
            return propose(
                    calculator.objectValue(
                            metric, spec.kind(), spec.name(), value, reading, situation),
                    done -> whole(metric, done, spec.kind() + " metric " + metric),
                    error -> invalid(reason, error, outer + error));
        }
        if (target.averageValueMilli().isPresent()) {
            long average = target.averageValueMilli().getAsLong();
            return propose(
                    calculator.objectAverage(
                            metric, spec.kind(), spec.name(), average, reading, situation),
                    // The original calls it external, too.
                    done -> average(metric, done, externalName(metric, spec.selector())),
                    error ->
                            invalid(
                                    reason,
                                    error,
                                    outer
                                            + "failed to get %s object metric: %s"
                                                    .formatted(metric, error)));
        }
        String error =
                "invalid object metric source: neither a value target nor an average value target"
                        + " was set";
        return invalid(reason, error, outer + error);
    }

    private Proposal external(MetricSpec.External spec, MetricReading reading) {
        String metric = spec.metric();
        String reason = "FailedGetExternalMetric";
        String outer = "failed to get %s external metric value: ".formatted(metric);
        String selector = LabelSelector.print(spec.selector());
        Optional<String> problem = spec.selector().flatMap(LabelSelector::problem);
        MetricTarget target = spec.target();
        if (target.averageValueMilli().isPresent()) {
            long average = target.averageValueMilli().getAsLong();
            Function<String, Proposal> failed =
                    error ->
                            invalid(
                                    reason,
                                    error,
                                    outer
                                            + "failed to get %s external metric: %s"
                                                    .formatted(metric, error));
            return problem.isPresent()
                    ? failed.apply(problem.get())
                    : propose(
                            calculator.externalAverage(
                                    metric, selector, average, reading, situation),
                            done -> average(metric, done, externalName(metric, spec.selector())),
                            failed);
        }
        if (target.valueMilli().isPresent()) {
            long value = target.valueMilli().getAsLong();
            Function<String, Proposal> failed =
                    error ->
                            invalid(
                                    reason,
                                    error,
                                    outer
                                            + "failed to get external metric %s: %s"
                                                    .formatted(metric, error));
            return problem.isPresent()
                    ? failed.apply(problem.get())
                    : propose(
                            calculator.externalValue(metric, selector, value, reading, situation),
                            done -> whole(metric, done, externalName(metric, spec.selector())),
                            failed);
        }
        String error =
                "invalid external metric source: neither a value target nor an average value"
                        + " target was set";
        return invalid(reason, error, outer + error);
    }

    private static String externalName(String metric, Optional<LabelSelector> selector) {
        return "external metric %s(%s)".formatted(metric, LabelSelector.print(selector));
    }

    private static Proposal propose(
            Calculation calculation,
            Function<Calculation.Done, Proposal> done,
            Function<String, Proposal> failed) {
        return switch (calculation) {
            case Calculation.Done result -> done.apply(result);
            case Calculation.Failed(String message) -> failed.apply(message);
        };
    }

    private static Proposal average(String metric, Calculation.Done done, String words) {
        return new Proposal.Replicas(
                done.replicas(),
                words,
                MetricStatus.average(metric, done.valueMilli(), done.utilizationPercent()));
    }

    private static Proposal whole(String metric, Calculation.Done done, String words) {
        return new Proposal.Replicas(
                done.replicas(), words, MetricStatus.value(metric, done.valueMilli()));
    }

    /**
     * @param shown in event and condition
     * @param error handed on
     */
    private Proposal invalid(String reason, String shown, String error) {
        return new Proposal.Invalid(journal.inactive(reason, shown), error);
    }
}
