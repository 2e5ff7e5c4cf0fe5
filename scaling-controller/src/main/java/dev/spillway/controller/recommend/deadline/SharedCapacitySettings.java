package dev.spillway.controller.recommend.deadline;

/**
 * How limited capacity is shared.
 *
 * @param moveSeconds from taking a worker from one pool to its being ready in another
 * @param horizonSeconds for which a move is judged after that
 * @param moveCost minutes of misses a move must save at least, for each worker that moves
 * @param fairness 0 counts every pool's misses alike; 1 is proportional fairness over time (a pool
 *     that was served half as well counts twice); more favours the worst-served more
 */
public record SharedCapacitySettings(
        double moveSeconds, double horizonSeconds, double moveCost, double fairness) {

    public static final SharedCapacitySettings DEFAULT =
            new SharedCapacitySettings(65, 120, 0.1, 1);

    public SharedCapacitySettings {
        if (!(moveSeconds >= 0 && horizonSeconds > 0 && moveCost >= 0 && fairness >= 0)) {
            throw new IllegalArgumentException(
                    "moves take %s s and are judged for %s s at a cost of %s with fairness %s; none can be negative, and a horizon is needed"
                            .formatted(moveSeconds, horizonSeconds, moveCost, fairness));
        }
    }

    public SharedCapacitySettings withFairness(double exponent) {
        return new SharedCapacitySettings(moveSeconds, horizonSeconds, moveCost, exponent);
    }
}
