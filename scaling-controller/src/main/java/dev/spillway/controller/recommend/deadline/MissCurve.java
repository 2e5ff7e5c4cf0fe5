package dev.spillway.controller.recommend.deadline;

import java.util.Arrays;

/**
 * The share that misses by the rate of arrivals, for one tenant and number of servers: the model at
 * rates 4 % apart, worked out as they are asked for, and straight lines between.
 */
final class MissCurve {

    private static final double STEP = 0.04;

    /** How far below and above a load that keeps all servers busy points are kept. */
    private static final int BELOW = 60;

    private static final int ABOVE = 30;

    private final Demand demand;
    private final double servers;
    private final double horizonSeconds;
    private final int first;
    private final double[] misses = new double[BELOW + ABOVE];

    MissCurve(Demand demand, double servers, double horizonSeconds) {
        this.demand = demand;
        this.servers = servers;
        this.horizonSeconds = horizonSeconds;
        double full = Math.max(servers, 0.01) / demand.service().meanSeconds();
        first = (int) Math.floor(Math.log(full) / STEP) - BELOW;
        Arrays.fill(misses, Double.NaN);
    }

    /**
     * The share that misses.
     *
     * @param logRate natural logarithm of the arrivals a second
     */
    double at(double logRate) {
        double place = logRate / STEP - first;
        if (!(place >= 0 && place < misses.length - 1)) {
            return model(Math.exp(logRate));
        }
        int below = (int) place;
        double before = node(below);
        double after = node(below + 1);
        return before + (place - below) * (after - before);
    }

    private double node(int index) {
        if (Double.isNaN(misses[index])) {
            misses[index] = model(Math.exp((first + index) * STEP));
        }
        return misses[index];
    }

    private double model(double ratePerSecond) {
        return SharedQueue.missShare(demand.at(ratePerSecond, 0), servers, horizonSeconds);
    }
}
