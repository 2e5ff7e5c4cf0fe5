package dev.spillway.controller.recommend.traffic;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrivals since the rate last changed, a minute of them at most, or longer where requests are
 * long. A change is the cut between an older and a newer part whose rates differ the most, if they
 * differ by more than chance: the generalised likelihood ratio test for a Poisson rate (Basseville
 * and Nikiforov, Detection of Abrupt Changes, 1993), in its normal approximation. What lies before
 * a change is forgotten.
 *
 * @param steps arrivals step by step, the oldest first
 * @param horizonSeconds for which a load is taken to last
 * @param windowSeconds for so long they are remembered at most, no less than the horizon
 */
public record RecentArrivals(List<Step> steps, double horizonSeconds, double windowSeconds) {

    /** So many in so long. */
    public record Step(double seconds, double arrivals) {}

    static final RecentArrivals NONE =
            new RecentArrivals(List.of(), Minutes.LENGTH_SECONDS, Minutes.LENGTH_SECONDS);

    /** Shorter steps, as parts of the horizon, are joined. */
    private static final int STEPS = 60;

    /** Fewer arrivals in a window are none. */
    private static final double LEAST_ARRIVALS = 0.6;

    /** In standard deviations. */
    private static final double SIGNIFICANT = 4;

    /** A newer part that is shorter must differ by more, in proportion to its root. */
    private static final double SURE_PART = 1 / 3.0;

    public RecentArrivals {
        steps = List.copyOf(steps);
    }

    RecentArrivals plus(double seconds, double arrivals, double dispersion) {
        List<Step> next = new ArrayList<>(steps);
        if (!next.isEmpty() && next.getLast().seconds() + seconds <= horizonSeconds / STEPS) {
            Step last = next.removeLast();
            next.add(new Step(last.seconds() + seconds, last.arrivals() + arrivals));
        } else {
            next.add(new Step(seconds, arrivals));
        }
        int from = change(next, dispersion, SURE_PART * horizonSeconds);
        double length = 0;
        for (int i = next.size() - 1; i >= from; i--) {
            length += next.get(i).seconds();
            if (length > windowSeconds && i < next.size() - 1) {
                from = i + 1;
            }
        }
        return new RecentArrivals(next.subList(from, next.size()), horizonSeconds, windowSeconds);
    }

    /** Remembers for so long from now on. */
    RecentArrivals over(double horizon, double window) {
        return new RecentArrivals(steps, horizon, window);
    }

    /** Whether requests are so long that a single minute says little of their rate. */
    boolean isSlow() {
        return horizonSeconds > Minutes.LENGTH_SECONDS;
    }

    /** Below this rate a second there is nothing. */
    public double leastRatePerSecond() {
        return LEAST_ARRIVALS / horizonSeconds;
    }

    double bounded() {
        return Math.max(leastRatePerSecond(), ratePerSecond());
    }

    /** Arrivals a second; 0 before there were any. */
    public double ratePerSecond() {
        double seconds = 0;
        double arrivals = 0;
        for (Step step : steps) {
            seconds += step.seconds();
            arrivals += step.arrivals();
        }
        return seconds > 0 ? arrivals / seconds : 0;
    }

    /** In which they came. */
    public double seconds() {
        return steps.stream().mapToDouble(Step::seconds).sum();
    }

    /** Where the newer part begins; 0 without a change. */
    private static int change(List<Step> steps, double dispersion, double sureSeconds) {
        double allSeconds = 0;
        double allArrivals = 0;
        for (Step step : steps) {
            allSeconds += step.seconds();
            allArrivals += step.arrivals();
        }
        double least = SIGNIFICANT * Math.sqrt(dispersion);
        int change = 0;
        boolean isChange = false;
        double most = 0;
        double seconds = 0;
        double arrivals = 0;
        for (int i = steps.size() - 1; i > 0; i--) {
            seconds += steps.get(i).seconds();
            arrivals += steps.get(i).arrivals();
            double older = allSeconds - seconds;
            double difference = root(arrivals, seconds) - root(allArrivals - arrivals, older);
            double significance = Math.abs(difference) / Math.sqrt(1 / seconds + 1 / older);
            if (significance > least && !isChange) {
                double part = Math.max(1, sureSeconds / seconds);
                isChange = significance > SIGNIFICANT * Math.sqrt(dispersion * part);
            }
            if (significance > most) {
                most = significance;
                change = i;
            }
        }
        return isChange ? change : 0;
    }

    /** Twice the root of a rate: its deviation is the same whatever the rate (Anscombe 1948). */
    private static double root(double arrivals, double seconds) {
        return 2 * Math.sqrt((arrivals + 3 / 8.0) / seconds);
    }
}
