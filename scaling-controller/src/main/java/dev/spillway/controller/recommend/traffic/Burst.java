package dev.spillway.controller.recommend.traffic;

/**
 * How much burstier than Poisson the arrivals are: the variance of their number in a few seconds
 * over its mean (Fano factor, index of dispersion for counts), smoothed.
 *
 * @param dispersion 1 if Poisson
 * @param seconds counted for the next sample
 * @param arrivals counted for the next sample
 */
public record Burst(double dispersion, double seconds, double arrivals) {

    static final Burst POISSON = new Burst(1, 0, 0);

    private static final double SAMPLE_SECONDS = 5;

    /** Fewer say nothing of how they come. */
    private static final double SAMPLE_ARRIVALS = 3;

    /** A rate known from less than this says nothing about deviations from it. */
    private static final double KNOWN_SECONDS = 30;

    /** What a sample weighs: a quarter of an hour counts. */
    private static final double WEIGHT = 0.01;

    /** A single sample cannot say more; a step of the rate is not a burst. */
    private static final double MOST = 30;

    Burst plus(double moreSeconds, double moreArrivals, RecentArrivals recent) {
        double length = seconds + moreSeconds;
        double number = arrivals + moreArrivals;
        double expected = recent.ratePerSecond() * length;
        if (length < SAMPLE_SECONDS || Math.max(number, expected) < SAMPLE_ARRIVALS) {
            return new Burst(dispersion, length, number);
        }
        if (recent.seconds() < KNOWN_SECONDS || expected <= 0) {
            return new Burst(dispersion, 0, 0);
        }
        double difference = number - expected;
        double sample = Math.min(MOST, difference * difference / expected);
        return new Burst(Math.max(1, dispersion + WEIGHT * (sample - dispersion)), 0, 0);
    }
}
