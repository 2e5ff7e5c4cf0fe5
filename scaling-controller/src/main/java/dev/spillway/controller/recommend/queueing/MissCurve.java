package dev.spillway.controller.recommend.queueing;

import java.util.Arrays;

/**
 * The share that misses by the pool's rate of arrivals, for each demand of a mix and one number of
 * servers: the model at rates 4 % apart, worked out as they are asked for, and straight lines
 * between.
 */
public final class MissCurve {

    private static final double STEP = 0.04;

    /** How far below and above a load that keeps all servers busy points are kept. */
    private static final int BELOW = 60;

    private static final int ABOVE = 30;

    private static final double[] UNKNOWN = {};

    private final Mix mix;
    private final double servers;
    private final double horizonSeconds;
    private final int first;
    private final double[][] misses = new double[BELOW + ABOVE][];

    public MissCurve(Mix mix, double servers, double horizonSeconds) {
        this.mix = mix;
        this.servers = servers;
        this.horizonSeconds = horizonSeconds;
        double full = Math.max(servers, 0.01) / mix.serviceMeanSeconds();
        first = (int) Math.floor(Math.log(full) / STEP) - BELOW;
        Arrays.fill(misses, UNKNOWN);
    }

    /**
     * Adds the share of each demand that misses to a sum of such shares.
     *
     * @param logRate natural logarithm of the pool's arrivals a second
     * @return the largest that was added
     */
    public double addTo(double[] sum, double logRate) {
        double place = logRate / STEP - first;
        boolean isOutside = !(place >= 0 && place < misses.length - 1);
        int below = isOutside ? 0 : (int) place;
        double[] before = isOutside ? model(Math.exp(logRate)) : node(below);
        double[] after = isOutside ? before : node(below + 1);
        double part = isOutside ? 0 : place - below;
        double most = 0;
        for (int i = 0; i < sum.length; i++) {
            double miss = before[i] + part * (after[i] - before[i]);
            sum[i] += miss;
            most = Math.max(most, miss);
        }
        return most;
    }

    private double[] node(int index) {
        if (misses[index].length == 0) {
            misses[index] = model(Math.exp((first + index) * STEP));
        }
        return misses[index];
    }

    private double[] model(double ratePerSecond) {
        return SharedQueue.missShares(mix.at(ratePerSecond), servers, horizonSeconds);
    }
}
