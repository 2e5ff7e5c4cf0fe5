package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.normalize.HpaMemory;
import dev.spillway.controller.recommend.hpa.normalize.LimitReason;
import dev.spillway.controller.recommend.hpa.normalize.Recommended;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One round in progress. */
final class Round {

    private final HpaSpec spec;
    private final HpaState before;
    private final Cluster cluster;
    private final Instant now;
    private final Journal journal;
    private final AllMetrics allMetrics;
    private final Normalization normalization;
    private final ScaledToZero zero;

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
        this.journal = new Journal(before.status().conditions(), now);
        this.allMetrics = new AllMetrics(spec, cluster, now, controller, journal);
        this.normalization = new Normalization(spec, now, controller, journal);
        this.zero = new ScaledToZero(spec, controller, journal);
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
        boolean scaledToZero = zero.held(before.status());
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

    private Reconciliation disabled() {
        journal.set(
                Condition.Type.SCALING_ACTIVE,
                false,
                "ScalingDisabled",
                "scaling is disabled since the replica count of the target is zero");
        zero.forgetIfDisabled();
        return keep(0);
    }

    private Reconciliation byMetrics(ScaleLookup.Found scale, int min, boolean scaledToZero) {
        int current = scale.specReplicas();
        Proposed proposed = allMetrics.propose(scale);
        proposals = proposed.proposals();
        metrics = proposed.metrics();
        return switch (proposed) {
            case Proposed.Stopped stopped -> stopped(current, stopped.error());
            case Proposed.Highest highest -> {
                passingError = highest.passingError();
                yield byHighest(highest, current, min, scaledToZero);
            }
        };
    }

    private Reconciliation byHighest(
            Proposed.Highest highest, int current, int min, boolean scaledToZero) {
        int wanted = Math.max(0, highest.replicas());
        String reason = "";
        if (wanted > current) {
            reason = highest.metric() + " above target";
        } else if (wanted < current) {
            reason = "All metrics below target";
        }
        Normalization.Result normal = normalization.of(current, wanted, min, memory);
        memory = normal.memory();
        stabilized = OptionalInt.of(normal.stabilized());
        limit = Optional.of(normal.limit());
        int desired = normal.replicas();
        if (current == 0 && min != 0 && scaledToZero && desired < min) {
            desired = min;
            if (reason.isEmpty()) {
                reason = "Current number of replicas below Spec.MinReplicas";
            }
        }
        return desired == current ? keep(current) : rescale(current, desired, reason);
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

    private Reconciliation keep(int current) {
        return end(current, false, passingError, status(current, current, false));
    }

    private Reconciliation rescale(int current, int desired, String reason) {
        Optional<String> failure = UpdateAttempt.failure(cluster.updates());
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
        memory = normalization.afterRescale(current, desired, memory);
        zero.mark(current, desired);
        return end(desired, true, passingError, status(current, desired, true));
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
