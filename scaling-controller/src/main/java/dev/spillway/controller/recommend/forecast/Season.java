package dev.spillway.controller.recommend.forecast;

import java.util.Optional;

/**
 * A load that comes back: the seasonal naive forecast (Hyndman and Athanasopoulos, Forecasting:
 * Principles and Practice, 5.2), its last cycles smoothed with simple exponential weights, the
 * period found by the data.
 *
 * @param periodMinutes after which it repeats
 * @param residuals by how much the latest forecasts were off, as logarithms; {@link
 *     Quantiles#COUNT} of them, ascending
 */
// Made anew for each forecast and only read.
@SuppressWarnings("ArrayRecordComponent")
record Season(int periodMinutes, double[] residuals) {

    private static final int SHORTEST = 2;
    private static final int LONGEST = RateHistory.MOST / 2;

    /** Minutes over which periods are compared, and residuals are taken. */
    static final int TESTED = 90;

    private static final int FEWEST_TESTED = 8;

    /** What each further cycle back weighs less. */
    private static final double SMOOTHING = 0.5;

    private static final int CYCLES = 3;

    /**
     * The season, if there are two cycles of any.
     *
     * @param knownPeriod to go on with, or 0 to look for the one whose forecasts were the best
     */
    static Optional<Season> of(RateHistory history, int knownPeriod) {
        double[] rates = history.toArray();
        int tested = Math.min(TESTED, rates.length / 2);
        if (tested < FEWEST_TESTED) {
            return Optional.empty();
        }
        int period = knownPeriod > 0 ? knownPeriod : bestPeriod(rates, tested);
        double[] residuals = new double[tested];
        for (int i = 0; i < tested; i++) {
            int index = rates.length - tested + i;
            residuals[i] = rates[index] - expected(rates, period, index);
        }
        return Optional.of(new Season(period, Quantiles.of(residuals)));
    }

    private static int bestPeriod(double[] rates, int tested) {
        int best = SHORTEST;
        double least = Double.POSITIVE_INFINITY;
        int longest = Math.min(LONGEST, rates.length - tested);
        for (int period = SHORTEST; period <= longest; period++) {
            double error = 0;
            for (int i = rates.length - tested; i < rates.length && error < least; i++) {
                error += Math.abs(rates[i] - rates[i - period]);
            }
            if (error < least) {
                least = error;
                best = period;
            }
        }
        return best;
    }

    /** Equally likely rates a second for a minute ahead, ascending. */
    double[] ratesAhead(RateHistory history, int minutesAhead) {
        double[] rates = history.toArray();
        double expected = expected(rates, periodMinutes, rates.length - 1 + minutesAhead);
        double most = history.most(rates[rates.length - 1]);
        double[] ahead = new double[residuals.length];
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] = Math.exp(Math.min(most, expected + residuals[i]));
        }
        return ahead;
    }

    /** By the same minute of the cycles before, which lie in the past of both. */
    private static double expected(double[] rates, int period, int index) {
        double sum = 0;
        double weights = 0;
        double weight = 1;
        int cycles = 0;
        for (int at = index - period; at >= 0 && cycles < CYCLES; at -= period) {
            if (at < rates.length) {
                sum += weight * rates[at];
                weights += weight;
                weight *= SMOOTHING;
                cycles++;
            }
        }
        return weights > 0 ? sum / weights : rates[rates.length - 1];
    }
}
