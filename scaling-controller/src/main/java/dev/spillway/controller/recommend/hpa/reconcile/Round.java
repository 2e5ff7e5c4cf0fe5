package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.calculator.MetricReading;
import dev.spillway.controller.recommend.hpa.calculator.Situation;
import dev.spillway.controller.recommend.hpa.calculator.Tolerance;
import dev.spillway.controller.recommend.hpa.normalize.BehaviorNormalization;
import dev.spillway.controller.recommend.hpa.normalize.HpaMemory;
import dev.spillway.controller.recommend.hpa.normalize.LegacyNormalization;
import dev.spillway.controller.recommend.hpa.normalize.LimitReason;
import dev.spillway.controller.recommend.hpa.normalize.Limited;
import dev.spillway.controller.recommend.hpa.normalize.Recommended;
import dev.spillway.controller.recommend.hpa.normalize.Stabilized;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One round in progress. */
final class Round {

    /** Attempts to set the replicas before a conflict counts as a failure. */
    private static final int ATTEMPTS = 5;

    private final HpaSpec spec;
    private final HpaState before;
    private final Cluster cluster;
    private final Instant now;
    private final Reconciler controller;
    private final Journal journal;

    private HpaMemory memory;
    private List<OptionalInt> proposals = List.of();
    private List<MetricStatus> metrics = List.of();
    private OptionalInt stabilized = OptionalInt.empty();
    private Optional<LimitReason> limit = Optional.empty();
    private Optional<String> passingError = Optional.empty();

    Round(HpaSpec spec, HpaState before, Cluster cluster, Instant now, Reconciler controller) {
        this.spec = spec;
        this.before = before;
        this.cluster = cluster;
        this.now = now;
        this.controller = controller;
        this.journal = new Journal(before.status().conditions(), now);
        this.memory = before.memory();
    }

    Reconciliation go() {
        return switch (cluster.scale()) {
            case ScaleLookup.Failed failed -> withoutScale(failed);
            case ScaleLookup.Found found -> withScale(found);
        };
    }

    private Reconciliation withoutScale(ScaleLookup.Failed failed) {
        String message = failed.message();
        journal.warn("FailedGetScale", message);
        journal.set(
                Condition.Type.ABLE_TO_SCALE,
                false,
                "FailedGetScale",
                "the HPA controller was unable to get the target's current scale: " + message);
        String error =
                switch (failed.step()) {
                    case API_VERSION -> "invalid API version in scale target reference: " + message;
                    case KIND ->
                            "unable to determine resource for scale target reference: " + message;
                    case SCALE ->
                            "failed to query scale subresource for %s: %s"
                                    .formatted(spec.reference(), message);
                };
        HpaStatus old = before.status();
        return end(
                old.currentReplicas(),
                false,
                Optional.of(error),
                new HpaStatus(
                        old.currentReplicas(),
                        old.desiredReplicas(),
                        old.lastScaleTime(),
                        old.metrics(),
                        journal.conditions()));
    }

    private Reconciliation withScale(ScaleLookup.Found scale) {
        int current = scale.specReplicas();
        int min = spec.minReplicas().orElse(1);
        journal.set(
                Condition.Type.ABLE_TO_SCALE,
                true,
                "SucceededGetScale",
                "the HPA controller was able to get the target's current scale");
        if (memory.recommendations().isEmpty()) {
            memory = memory.withRecommendations(List.of(new Recommended(current, now)));
        }
        boolean scaledToZero = wasScaledToZero();
        if (current == 0 && !(scaledToZero && (min != 0 || spec.canReturnFromZero()))) {
            return disabled();
        }
        if (current != 0 && current > spec.maxReplicas()) {
            return rescale(
                    current,
                    spec.maxReplicas(),
                    "Current number of replicas above Spec.MaxReplicas");
        }
        if (current != 0 && current < min) {
            return rescale(current, min, "Current number of replicas below Spec.MinReplicas");
        }
        return byMetrics(scale, min, scaledToZero);
    }

    private boolean wasScaledToZero() {
        return controller.gates().scaleToZero()
                && before.status()
                        .condition(Condition.Type.SCALED_TO_ZERO)
                        .map(Condition::isTrue)
                        .orElse(false);
    }

    private Reconciliation disabled() {
        journal.set(
                Condition.Type.SCALING_ACTIVE,
                false,
                "ScalingDisabled",
                "scaling is disabled since the replica count of the target is zero");
        if (!controller.gates().scaleToZero()) {
            journal.remove(Condition.Type.SCALED_TO_ZERO);
        }
        return keep(0);
    }

    private Reconciliation byMetrics(ScaleLookup.Found scale, int min, boolean scaledToZero) {
        int current = scale.specReplicas();
        Highest highest;
        switch (propose(scale)) {
            case Outcome.Stopped(String error) -> {
                return stopped(current, error);
            }
            case Outcome.Found(Highest found) -> highest = found;
        }
        int wanted = Math.max(0, highest.replicas());
        String reason = "";
        if (wanted > current) {
            reason = highest.metric() + " above target";
        } else if (wanted < current) {
            reason = "All metrics below target";
        }
        int desired = normalize(current, wanted, min);
        if (current == 0 && min != 0 && scaledToZero && desired < min) {
            desired = min;
            if (reason.isEmpty()) {
                reason = "Current number of replicas below Spec.MinReplicas";
            }
        }
        return desired == current ? keep(current) : rescale(current, desired, reason);
    }

    /** The highest proposal, and the metric it comes from. */
    private record Highest(int replicas, String metric) {}

    private sealed interface Outcome {

        record Found(Highest highest) implements Outcome {}

        record Stopped(String error) implements Outcome {}
    }

    /** Never down by some metrics while others fail; up is allowed. */
    private Outcome propose(ScaleLookup.Found scale) {
        Optional<String> selectorProblem =
                new SelectorCheck(spec, cluster, journal).problem(scale.selector());
        if (selectorProblem.isPresent()) {
            return new Outcome.Stopped(selectorProblem.get());
        }
        List<Proposal> all = proposals(scale);
        Highest highest = new Highest(0, "");
        Optional<Proposal.Invalid> firstInvalid = Optional.empty();
        int invalid = 0;
        for (Proposal proposal : all) {
            switch (proposal) {
                case Proposal.Replicas(int replicas, String metric, _) -> {
                    if (highest.replicas() == 0 || replicas > highest.replicas()) {
                        highest = new Highest(replicas, metric);
                    }
                }
                case Proposal.Invalid failed -> {
                    firstInvalid = firstInvalid.isEmpty() ? Optional.of(failed) : firstInvalid;
                    invalid++;
                }
            }
        }
        if (firstInvalid.isPresent()) {
            String error =
                    "invalid metrics (%d invalid out of %d), first error is: %s"
                            .formatted(invalid, all.size(), firstInvalid.get().error());
            if (invalid == all.size() || highest.replicas() < scale.specReplicas()) {
                journal.set(firstInvalid.get().condition());
                return new Outcome.Stopped(error);
            }
            passingError = Optional.of(error);
        }
        journal.set(
                Condition.Type.SCALING_ACTIVE,
                true,
                "ValidMetricFound",
                "the HPA was able to successfully calculate a replica count from "
                        + highest.metric());
        return new Outcome.Found(highest);
    }

    private List<Proposal> proposals(ScaleLookup.Found scale) {
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
        proposals =
                all.stream()
                        .map(
                                proposal ->
                                        switch (proposal) {
                                            case Proposal.Replicas(int replicas, _, _) ->
                                                    OptionalInt.of(replicas);
                                            case Proposal.Invalid _ -> OptionalInt.empty();
                                        })
                        .toList();
        metrics =
                all.stream()
                        .map(
                                proposal ->
                                        switch (proposal) {
                                            case Proposal.Replicas(_, _, var status) -> status;
                                            case Proposal.Invalid _ -> MetricStatus.UNREAD;
                                        })
                        .toList();
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

    private Reconciliation stopped(int current, String error) {
        journal.warn("FailedComputeMetricsReplicas", error);
        return end(
                current,
                false,
                Optional.of(
                        "failed to compute desired number of replicas based on listed metrics for"
                                + " %s: %s".formatted(spec.reference(), error)),
                status(current, before.status().desiredReplicas(), false));
    }

    private int normalize(int current, int wanted, int min) {
        Stabilized calm;
        Limited limited;
        if (spec.behavior().isEmpty()) {
            LegacyNormalization rules =
                    new LegacyNormalization(controller.tuning(), controller.fixes());
            calm = rules.stabilize(wanted, memory, now);
            limited = rules.limit(current, calm.replicas(), min, spec.maxReplicas());
        } else {
            BehaviorNormalization rules = behaviorRules();
            calm = rules.stabilize(current, wanted, memory, now);
            limited =
                    rules.limit(
                            current, calm.replicas(), min, spec.maxReplicas(), calm.memory(), now);
        }
        memory = calm.memory();
        stabilized = OptionalInt.of(calm.replicas());
        limit = Optional.of(limited.reason());
        describe(calm.replicas() != wanted, spec.behavior().isPresent() && wanted >= current);
        journal.set(
                Condition.Type.SCALING_LIMITED,
                limited.replicas() != calm.replicas(),
                limited.reason().reason(),
                limited.reason().message());
        return limited.replicas();
    }

    private void describe(boolean held, boolean upwards) {
        if (!held) {
            journal.set(
                    Condition.Type.ABLE_TO_SCALE,
                    true,
                    "ReadyForNewScale",
                    "recommended size matches current size");
        } else if (upwards) {
            journal.set(
                    Condition.Type.ABLE_TO_SCALE,
                    true,
                    "ScaleUpStabilized",
                    "recent recommendations were lower than current one, applying the lowest"
                            + " recent recommendation");
        } else {
            journal.set(
                    Condition.Type.ABLE_TO_SCALE,
                    true,
                    "ScaleDownStabilized",
                    "recent recommendations were higher than current one, applying the highest"
                            + " recent recommendation");
        }
    }

    private BehaviorNormalization behaviorRules() {
        return new BehaviorNormalization(
                spec.behavior().orElseThrow(), controller.tuning(), controller.fixes());
    }

    private Reconciliation keep(int current) {
        return end(current, false, passingError, status(current, current, false));
    }

    private Reconciliation rescale(int current, int desired, String reason) {
        Optional<String> failure = updateFailure();
        if (failure.isPresent()) {
            journal.warn(
                    "FailedRescale",
                    "New size: %d; reason: %s; error: %s"
                            .formatted(desired, reason, failure.get()));
            journal.set(
                    Condition.Type.ABLE_TO_SCALE,
                    false,
                    "FailedUpdateScale",
                    "the HPA controller was unable to update the target scale: " + failure.get());
            return end(
                    current,
                    false,
                    Optional.of(
                            "failed to rescale %s: %s".formatted(spec.reference(), failure.get())),
                    status(current, before.status().desiredReplicas(), false));
        }
        journal.set(
                Condition.Type.ABLE_TO_SCALE,
                true,
                "SucceededRescale",
                "the HPA controller was able to update the target scale to " + desired);
        journal.note("SuccessfulRescale", "New size: %d; reason: %s".formatted(desired, reason));
        if (spec.behavior().isPresent()) {
            memory = behaviorRules().remember(current, desired, memory, now);
        }
        markZero(current, desired);
        return end(desired, true, passingError, status(current, desired, true));
    }

    private Optional<String> updateFailure() {
        String lastConflict = "";
        for (int i = 0; i < ATTEMPTS; i++) {
            UpdateAttempt attempt =
                    i < cluster.updates().size()
                            ? cluster.updates().get(i)
                            : new UpdateAttempt.Succeeded();
            switch (attempt) {
                case UpdateAttempt.Succeeded _ -> {
                    return Optional.empty();
                }
                case UpdateAttempt.Failed(String message) -> {
                    return Optional.of(message);
                }
                case UpdateAttempt.Conflict(String message) -> lastConflict = message;
            }
        }
        return Optional.of(lastConflict);
    }

    /** Only an autoscaler that went to zero itself may come back from there. */
    private void markZero(int current, int desired) {
        if (!controller.gates().scaleToZero()) {
            journal.remove(Condition.Type.SCALED_TO_ZERO);
        } else if (current > 0
                && desired == 0
                && spec.minReplicas().orElse(1) == 0
                && spec.canReturnFromZero()) {
            journal.set(
                    Condition.Type.SCALED_TO_ZERO,
                    true,
                    "ScaledToZero",
                    "the HPA controller scaled the workload to zero");
        } else {
            journal.set(
                    Condition.Type.SCALED_TO_ZERO,
                    false,
                    "NotScaledToZero",
                    "the HPA controller did not scale the workload to zero");
        }
    }

    private HpaStatus status(int current, int desired, boolean rescaled) {
        return new HpaStatus(
                current,
                desired,
                rescaled ? Optional.of(now) : before.status().lastScaleTime(),
                metrics,
                journal.conditions());
    }

    private Reconciliation end(
            int replicas, boolean rescaled, Optional<String> error, HpaStatus status) {
        return new Reconciliation(
                replicas,
                rescaled,
                proposals,
                stabilized,
                limit,
                journal.events(),
                error,
                !status.equals(before.status()),
                new HpaState(memory, status));
    }
}
