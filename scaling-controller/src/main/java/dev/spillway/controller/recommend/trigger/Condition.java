package dev.spillway.controller.recommend.trigger;

import java.util.Map;

/**
 * A comparison with a threshold.
 *
 * @param metric what is compared
 * @param side on which side of the threshold it has to be
 * @param threshold in the unit of the metric
 */
public record Condition(Metric metric, Side side, double threshold) {

    /** A side of a threshold. */
    public enum Side {
        ABOVE,
        AT_LEAST,
        BELOW
    }

    public static Condition above(Metric metric, double threshold) {
        return new Condition(metric, Side.ABOVE, threshold);
    }

    public static Condition atLeast(Metric metric, double threshold) {
        return new Condition(metric, Side.AT_LEAST, threshold);
    }

    public static Condition below(Metric metric, double threshold) {
        return new Condition(metric, Side.BELOW, threshold);
    }

    /** Whether it surely holds. */
    boolean holds(Map<Metric, Sample> samples) {
        Sample sample = samples.getOrDefault(metric, Sample.MISSING);
        return switch (side) {
            case ABOVE -> sample.least() > threshold;
            case AT_LEAST -> sample.least() >= threshold;
            case BELOW -> sample.most() < threshold;
        };
    }
}
