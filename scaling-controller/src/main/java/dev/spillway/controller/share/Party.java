package dev.spillway.controller.share;

/**
 * One of several that compete for capacity.
 *
 * @param name its name
 * @param guaranteed units it gets in any case, as long as there are so many for all
 * @param costs what it costs to give it so many units, by number from 0; as many as it could use at
 *     most, and one more. Not rising: a unit more never does harm.
 */
// Made anew for each plan and only read.
@SuppressWarnings("ArrayRecordComponent")
public record Party(String name, int guaranteed, double[] costs) {

    public Party {
        if (guaranteed < 0 || costs.length == 0 || guaranteed >= costs.length) {
            throw new IllegalArgumentException(
                    "party %s is guaranteed %d units and its costs are known up to %d"
                            .formatted(name, guaranteed, costs.length - 1));
        }
        for (double cost : costs) {
            if (Double.isNaN(cost)) {
                throw new IllegalArgumentException("a cost of party %s is NaN".formatted(name));
            }
        }
    }

    /** Units it could use at most. */
    public int most() {
        return costs.length - 1;
    }
}
