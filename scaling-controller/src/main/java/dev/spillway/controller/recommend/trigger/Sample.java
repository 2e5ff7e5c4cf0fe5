package dev.spillway.controller.recommend.trigger;

/**
 * What is known of a metric: that it lies between two numbers. A measured value is both of them. A
 * missing one may be anything, so that it is neither surely above a threshold nor surely below.
 *
 * @param least it can be
 * @param most it can be
 */
public record Sample(double least, double most) {

    public static final Sample MISSING = new Sample(0, Double.POSITIVE_INFINITY);

    /** A measured value; a number that is none counts as missing. */
    public static Sample of(double value) {
        return Double.isFinite(value) ? new Sample(value, value) : MISSING;
    }
}
