package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.calculator.MetricReading;
import dev.spillway.controller.recommend.hpa.calculator.Situation;
import dev.spillway.controller.recommend.hpa.calculator.Tolerance;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The highest of what the metrics propose: never down by some of them while others fail; up is
 * allowed.
 */
final class AllMetrics {

    private final HpaSpec spec;
    private final Cluster cluster;
    private final Instant now;
    private final Reconciler controller;
    private final Journal journal;

    AllMetrics(HpaSpec spec, Cluster cluster, Instant now, Reconciler controller, Journal journal) {
        this.spec = spec;
        this.cluster = cluster;
        this.now = now;
        this.controller = controller;
        this.journal = journal;
    }

    Proposed propose(ScaleLookup.Found scale) {
        Optional<String> selectorProblem =
                new SelectorCheck(spec, cluster, journal).problem(scale.selector());
        return selectorProblem.isPresent()
                ? new Proposed.Stopped(selectorProblem.get(), List.of(), List.of())
                : highest(ofEach(scale), scale.specReplicas());
    }

    private Proposed highest(List<Proposal> all, int current) {
        int highest = 0;
        String highestMetric = "";
        Optional<Proposal.Invalid> firstInvalid = Optional.empty();
        int invalid = 0;
        for (Proposal proposal : all) {
            switch (proposal) {
                case Proposal.Replicas(int replicas, String metric, _) -> {
                    if (highest == 0 || replicas > highest) {
                        highest = replicas;
                        highestMetric = metric;
                    }
                }
                case Proposal.Invalid failed -> {
                    firstInvalid = firstInvalid.isEmpty() ? Optional.of(failed) : firstInvalid;
                    invalid++;
                }
            }
        }
        Optional<String> error = Optional.empty();
        if (firstInvalid.isPresent()) {
            String message =
                    "invalid metrics (%d invalid out of %d), first error is: %s"
                            .formatted(invalid, all.size(), firstInvalid.get().error());
            if (invalid == all.size() || highest < current) {
                journal.set(firstInvalid.get().condition());
                return new Proposed.Stopped(message, replicas(all), statuses(all));
            }
            error = Optional.of(message);
        }
        journal.set(
                Condition.Type.SCALING_ACTIVE,
                true,
                "ValidMetricFound",
                "the HPA was able to successfully calculate a replica count from " + highestMetric);
        return new Proposed.Highest(highest, highestMetric, error, replicas(all), statuses(all));
    }

    private List<Proposal> ofEach(ScaleLookup.Found scale) {
        if (cluster.readings().size() != spec.metrics().size()) {
            throw new IllegalArgumentException(
                    "there are %d readings for %d metrics; each metric needs one"
                            .formatted(cluster.readings().size(), spec.metrics().size()));
        }
        Situation situation =
                new Situation(
                        spec.namespace(),
                        scale.specReplicas(),
                        scale.statusReplicas(),
                        cluster.pods(),
                        tolerance(),
                        now);
        MetricProposals metricProposals =
                new MetricProposals(controller.calculator(), situation, journal);
        List<Proposal> all = new ArrayList<>();
        for (int i = 0; i < spec.metrics().size(); i++) {
            MetricReading reading = cluster.readings().get(i);
            all.add(metricProposals.of(spec.metrics().get(i), reading));
        }
        return all;
    }

    private Tolerance tolerance() {
        Tolerance general = controller.tuning().tolerance();
        return spec.behavior()
                .filter(_ -> controller.gates().configurableTolerance())
                .map(
                        behavior ->
                                new Tolerance(
                                        behavior.scaleDown()
                                                .tolerance()
                                                .orElse(general.downRatio()),
                                        behavior.scaleUp().tolerance().orElse(general.upRatio())))
                .orElse(general);
    }

    private static List<OptionalInt> replicas(List<Proposal> all) {
        return all.stream()
                .map(
                        proposal ->
                                switch (proposal) {
                                    case Proposal.Replicas(int replicas, _, _) ->
                                            OptionalInt.of(replicas);
                                    case Proposal.Invalid _ -> OptionalInt.empty();
                                })
                .toList();
    }

    private static List<MetricStatus> statuses(List<Proposal> all) {
        return all.stream()
                .map(
                        proposal ->
                                switch (proposal) {
                                    case Proposal.Replicas(_, _, var status) -> status;
                                    case Proposal.Invalid _ -> MetricStatus.UNREAD;
                                })
                .toList();
    }
}
