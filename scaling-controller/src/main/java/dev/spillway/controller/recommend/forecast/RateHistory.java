package dev.spillway.controller.recommend.forecast;

import java.util.List;

/**
 * Arrival rates of the last minutes, as the natural logarithm, because loads change by factors.
 *
 * @param logRates one for each whole minute, the oldest first
 */
public record RateHistory(List<Double> logRates) {

    /** Four hours: long enough for what comes back every hour or oftener. */
    public static final int MOST = 240;

    /** Less is nothing; whoever counts minutes of short requests calls far more nothing. */
    private static final double LEAST_RATE = 1e-5;

    /** A minute may be higher than any before it by this, as a logarithm. */
    private static final double STILL_HIGHER = 0.2;

    public static final RateHistory EMPTY = new RateHistory(List.of());

    public RateHistory {
        logRates = Series.copyOf(logRates);
    }

    public RateHistory plus(double ratePerSecond) {
        return new RateHistory(series().plus(logOf(ratePerSecond), MOST));
    }

    public int size() {
        return logRates.size();
    }

    double at(int index) {
        return series().at(index);
    }

    double[] toArray() {
        return series().toDoubles();
    }

    /**
     * The highest a next minute may be, as a logarithm: changes are by factors, and what began at
     * nothing has risen by any factor there is.
     */
    double most(double present) {
        return Math.max(present, series().highest()) + STILL_HIGHER;
    }

    /** Itself: the constructor has made it one. */
    private Series series() {
        return Series.copyOf(logRates);
    }

    static double logOf(double ratePerSecond) {
        return Math.log(Math.max(LEAST_RATE, ratePerSecond));
    }
}
