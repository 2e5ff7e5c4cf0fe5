package dev.spillway.controller.recommend.forecast;

import java.util.ArrayList;
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
        logRates = List.copyOf(logRates);
    }

    public RateHistory plus(double ratePerSecond) {
        List<Double> more =
                new ArrayList<>(
                        logRates.subList(Math.max(0, logRates.size() - MOST + 1), logRates.size()));
        more.add(logOf(ratePerSecond));
        return new RateHistory(more);
    }

    public int size() {
        return logRates.size();
    }

    double at(int index) {
        return logRates.get(index);
    }

    double[] toArray() {
        return logRates.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * The highest a next minute may be, as a logarithm: changes are by factors, and what began at
     * nothing has risen by any factor there is.
     */
    double most(double present) {
        double most = present;
        for (double known : logRates) {
            most = Math.max(most, known);
        }
        return most + STILL_HIGHER;
    }

    static double logOf(double ratePerSecond) {
        return Math.log(Math.max(LEAST_RATE, ratePerSecond));
    }
}
