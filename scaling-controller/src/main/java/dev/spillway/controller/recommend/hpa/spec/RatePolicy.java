package dev.spillway.controller.recommend.hpa.spec;

import java.time.Duration;

/**
 * How much may change within a period.
 *
 * @param type what {@code value} counts
 * @param value pods, or percent of the pods at the period's start
 * @param period it holds for, looking back
 */
public record RatePolicy(Type type, int value, Duration period) {

    /** What a policy counts. */
    public enum Type {
        PODS,
        PERCENT
    }

    public static RatePolicy pods(int value, Duration period) {
        return new RatePolicy(Type.PODS, value, period);
    }

    public static RatePolicy percent(int value, Duration period) {
        return new RatePolicy(Type.PERCENT, value, period);
    }
}
