package dev.spillway.controller.recommend.forecast;

import java.util.Optional;

/**
 * A load that comes back: the seasonal naive forecast (Hyndman and Athanasopoulos, Forecasting:
 * Principles and Practice, 5.2), its last cycles smoothed with simple exponential weights, the
 * period found by the data.
 *
 * @param periodMinutes after which it repeats
 * @param residuals by how much the latest forecasts were off, as logarithms
 */
record Season(int periodMinutes, double[] residuals) {

    private static final int SHORTEST = 2;
    private static final int LONGEST = RateHistory.MOST / 2;

    /** Minutes over which periods are compared, and residuals are taken. */
    static final int TESTED = 90;

    private static final int FEWEST_TESTED = 8;

    /** What each further cycle back weighs less. */
    private static final double SMOOTHING = 0.5;

    private static final int CYCLES = 3;

    /** The period whose forecasts were the best, if there are two cycles of any. */
    static Optional<Season> of(RateHistory history) {
        int size = history.size();
        int tested = Math.min(TESTED, size / 2);
        if (tested < FEWEST_TESTED) {
            return Optional.empty();
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int period = SHORTEST; period <= Math.min(LONGEST, size - tested); period++) {
            double error = 0;
            for (int i = size - tested; i < size && error < least; i++) {
                error += Math.abs(history.at(i) - history.at(i - period));
            }
            if (error < least) {
                least = error;
                best = period;
            }
        }
        double[] residuals = new double[tested];
        for (int i = 0; i < tested; i++) {
            int index = size - tested + i;
            residuals[i] = history.at(index) - expected(history, best, index);
        }
        return Optional.of(new Season(best, residuals));
    }

    /** Equally likely rates a second for a minute ahead, ascending. */
    double[] ratesAhead(RateHistory history, int minutesAhead) {
        double expected = expected(history, periodMinutes, history.size() - 1 + minutesAhead);
        double[] samples = new double[residuals.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.exp(expected + residuals[i]);
        }
        return Quantiles.of(samples);
    }

    /** By the same minute of the cycles before, which lie in the past of both. */
    private static double expected(RateHistory history, int period, int index) {
        double sum = 0;
        double weights = 0;
        double weight = 1;
        int cycles = 0;
        for (int at = index - period; at >= 0 && cycles < CYCLES; at -= period) {
            if (at < history.size()) {
                sum += weight * history.at(at);
                weights += weight;
                weight *= SMOOTHING;
                cycles++;
            }
        }
        return weights > 0 ? sum / weights : history.at(history.size() - 1);
    }
}
