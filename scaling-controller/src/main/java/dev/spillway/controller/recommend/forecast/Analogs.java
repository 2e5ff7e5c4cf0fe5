package dev.spillway.controller.recommend.forecast;

/**
 * What the next minutes may bring, from what followed the minutes that were most like this one: the
 * nearest neighbours of the present rate in the history (nearest-neighbour or analog forecasting,
 * Lorenz 1969; Farmer and Sidorowich 1987). Knows no season, and no more than the pool's own past.
 */
public final class Analogs {

    /** Neighbours that are asked. */
    private static final int NEIGHBOURS = 20;

    /** How much farther away an older minute counts, a minute of age. */
    private static final double AGEING = 0.0005;

    /** How far a rate moves from one minute to the next before there is a past, as a logarithm. */
    private static final double PRIOR_DEVIATION = 0.15;

    /** The standard normal distribution's own slices stand for a past that is not there. */
    private static final double[] PRIOR = {-1.2, -0.6, 0, 0.6, 1.2};

    private Analogs() {}

    /**
     * The rates that may rule some minutes ahead.
     *
     * @param ratePerSecond of now
     * @param minutesAhead 1 for the next minute
     * @return equally likely rates a second, ascending, {@link Quantiles#COUNT} of them
     */
    public static double[] ratesAhead(RateHistory history, double ratePerSecond, int minutesAhead) {
        double present = RateHistory.logOf(ratePerSecond);
        int usable = history.size() - minutesAhead;
        int known = Math.clamp(usable, 0, NEIGHBOURS);
        double[] samples = new double[known + (known < NEIGHBOURS ? PRIOR.length : 0)];
        nearest(history, present, usable, minutesAhead, known, samples);
        if (known < NEIGHBOURS) {
            double deviation = PRIOR_DEVIATION * Math.sqrt(minutesAhead);
            for (int i = 0; i < PRIOR.length; i++) {
                samples[known + i] = PRIOR[i] * deviation;
            }
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.exp(present + samples[i]);
        }
        return Quantiles.of(samples);
    }

    /** Puts the changes after the nearest minutes into the samples. */
    private static void nearest(
            RateHistory history,
            double present,
            int usable,
            int ahead,
            int wanted,
            double[] changes) {
        double[] distances = new double[wanted];
        int found = 0;
        for (int i = 0; i < usable; i++) {
            double distance = Math.abs(history.at(i) - present) + AGEING * (usable - 1 - i);
            if (found == wanted && distance >= distances[found - 1]) {
                continue;
            }
            int place = found < wanted ? found++ : wanted - 1;
            while (place > 0 && distances[place - 1] > distance) {
                distances[place] = distances[place - 1];
                changes[place] = changes[place - 1];
                place--;
            }
            distances[place] = distance;
            changes[place] = history.at(i + ahead) - history.at(i);
        }
    }
}
