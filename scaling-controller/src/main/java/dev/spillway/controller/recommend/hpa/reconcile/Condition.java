package dev.spillway.controller.recommend.hpa.reconcile;

import java.time.Instant;

/**
 * One condition of an autoscaler.
 *
 * @param since the last change of {@code isTrue}
 */
public record Condition(Type type, boolean isTrue, String reason, String message, Instant since) {

    /** What a condition is about. */
    public enum Type {
        ABLE_TO_SCALE("AbleToScale"),
        SCALING_ACTIVE("ScalingActive"),
        SCALING_LIMITED("ScalingLimited"),
        SCALED_TO_ZERO("ScaledToZero");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** Its name in Kubernetes. */
        public String text() {
            return text;
        }
    }
}
