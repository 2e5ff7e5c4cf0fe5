package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.normalize.BehaviorNormalization;
import dev.spillway.controller.recommend.hpa.normalize.HpaMemory;
import dev.spillway.controller.recommend.hpa.normalize.LegacyNormalization;
import dev.spillway.controller.recommend.hpa.normalize.LimitReason;
import dev.spillway.controller.recommend.hpa.normalize.Limited;
import dev.spillway.controller.recommend.hpa.normalize.Stabilized;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;

import java.time.Instant;

/** Stabilises a wanted number, then limits it: the legacy way, or by the behaviour of the spec. */
final class Normalization {

    private final HpaSpec spec;
    private final Instant now;
    private final Reconciler controller;
    private final Journal journal;

    Normalization(HpaSpec spec, Instant now, Reconciler controller, Journal journal) {
        this.spec = spec;
        this.now = now;
        this.controller = controller;
        this.journal = journal;
    }

    /**
     * What became of a wanted number.
     *
     * @param replicas within all limits
     * @param stabilized before them
     * @param limit the one that holds
     * @param memory with this recommendation
     */
    record Result(int replicas, int stabilized, LimitReason limit, HpaMemory memory) {}

    Result of(int current, int wanted, int min, HpaMemory memory) {
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
        describe(calm.replicas() != wanted, spec.behavior().isPresent() && wanted >= current);
        journal.set(
                Condition.Type.SCALING_LIMITED,
                limited.replicas() != calm.replicas(),
                limited.reason().reason(),
                limited.reason().message());
        return new Result(limited.replicas(), calm.replicas(), limited.reason(), calm.memory());
    }

    private void describe(boolean held, boolean upwards) {
        if (!held) {
            able("ReadyForNewScale", "recommended size matches current size");
        } else if (upwards) {
            able(
                    "ScaleUpStabilized",
                    "recent recommendations were lower than current one, applying the lowest"
                            + " recent recommendation");
        } else {
            able(
                    "ScaleDownStabilized",
                    "recent recommendations were higher than current one, applying the highest"
                            + " recent recommendation");
        }
    }

    private void able(String reason, String message) {
        journal.set(Condition.Type.ABLE_TO_SCALE, true, reason, message);
    }

    /** After the scale was set: rate policies count the steps that were taken. */
    HpaMemory afterRescale(int current, int desired, HpaMemory memory) {
        return spec.behavior().isPresent()
                ? behaviorRules().remember(current, desired, memory, now)
                : memory;
    }

    private BehaviorNormalization behaviorRules() {
        return new BehaviorNormalization(
                spec.behavior().orElseThrow(), controller.tuning(), controller.fixes());
    }
}
