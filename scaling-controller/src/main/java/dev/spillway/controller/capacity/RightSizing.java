package dev.spillway.controller.capacity;

import java.util.Arrays;

/**
 * What a worker should be promised, from what it used: the 90th percentile of processor use, as a
 * processor waits, and the highest memory use, as memory kills; both with a margin of 15 %, as the
 * vertical autoscaler of Kubernetes has it.
 */
public final class RightSizing {

    private static final double MARGIN_RATIO = 0.15;
    private static final double CPU_QUANTILE = 0.9;

    private RightSizing() {}

    /**
     * Processor cores a worker needs.
     *
     * @param cpuCores samples of processor use, at least one
     */
    public static double cpuCores(double... cpuCores) {
        double[] sorted = sorted(cpuCores);
        int rank = (int) Math.ceil(CPU_QUANTILE * sorted.length);
        return sorted[rank - 1] * (1 + MARGIN_RATIO);
    }

    /**
     * Memory a worker needs.
     *
     * @param memoryGib samples of memory use, at least one
     */
    public static double memoryGib(double... memoryGib) {
        double[] sorted = sorted(memoryGib);
        return sorted[sorted.length - 1] * (1 + MARGIN_RATIO);
    }

    /** The share by which a request could be lower; negative where it is too low. */
    public static double reductionRatio(double requested, double needed) {
        return 1 - needed / requested;
    }

    private static double[] sorted(double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("there are no samples; at least one is needed");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
