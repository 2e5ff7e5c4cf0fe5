package dev.spillway.controller.recommend.hpa.reconcile;

import dev.spillway.controller.recommend.hpa.spec.HpaSpec;

/** The condition of that name: only an autoscaler that went to zero itself may come back. */
final class ScaledToZero {

    private final HpaSpec spec;
    private final boolean isEnabled;
    private final Journal journal;

    ScaledToZero(HpaSpec spec, Reconciler controller, Journal journal) {
        this.spec = spec;
        this.isEnabled = controller.gates().scaleToZero();
        this.journal = journal;
    }

    boolean held(HpaStatus status) {
        return isEnabled
                && status.condition(Condition.Type.SCALED_TO_ZERO)
                        .map(Condition::isTrue)
                        .orElse(false);
    }

    void forgetIfDisabled() {
        if (!isEnabled) {
            journal.remove(Condition.Type.SCALED_TO_ZERO);
        }
    }

    void mark(int current, int desired) {
        if (!isEnabled) {
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
}
