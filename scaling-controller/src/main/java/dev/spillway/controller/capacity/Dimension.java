package dev.spillway.controller.capacity;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** In what a tenant can grow. */
public enum Dimension {
    COMPUTE,
    STORAGE,
    NETWORK,
    CONCURRENCY,
    COST;

    /**
     * The dimension that is nearest to its limit.
     *
     * @param used by dimension, in any unit
     * @param limits in the same units; a dimension without a limit is never the nearest
     */
    public static Optional<Dimension> nearestToLimit(
            Map<Dimension, Double> used, Map<Dimension, Double> limits) {
        return limits.keySet().stream()
                .max(
                        Comparator.<Dimension>comparingDouble(
                                        each ->
                                                used.getOrDefault(each, 0.0)
                                                        / limits.getOrDefault(each, 0.0))
                                .thenComparing(Comparator.reverseOrder()));
    }
}
