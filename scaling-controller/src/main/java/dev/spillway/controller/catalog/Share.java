package dev.spillway.controller.catalog;

/**
 * What a pool gets of a capacity that is too small for all.
 *
 * @param weight its share relative to the other pools', more than 0
 * @param guaranteedReplicas workers that are its own; others borrow them while it does not want
 *     them
 * @param clusterShareRatio share of the capacity it may take at most, 0 to 1; its guarantee in any
 *     case
 */
public record Share(double weight, int guaranteedReplicas, double clusterShareRatio) {

    /** A pool like any other, with its minimum guaranteed. */
    public static Share of(int minReplicas) {
        return new Share(1, minReplicas, 1);
    }

    /** Workers at most out of a capacity. */
    public int most(int capacityReplicas) {
        return Math.max(guaranteedReplicas, (int) Math.floor(clusterShareRatio * capacityReplicas));
    }
}
