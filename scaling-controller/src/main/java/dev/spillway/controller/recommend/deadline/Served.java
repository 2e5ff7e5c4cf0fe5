package dev.spillway.controller.recommend.deadline;

import java.util.Map;
import java.util.TreeMap;

/**
 * How well each pool has been served of late: the share of its time in which a new request would
 * have met its deadline, averaged with exponentially falling weights.
 *
 * @param shares by pool, 0 to 1
 */
public record Served(Map<String, Double> shares) {

    public static final Served UNKNOWN = new Served(Map.of());

    /** The time after which an hour of bad service weighs a third. */
    private static final double MEMORY_SECONDS = 3600;

    /** Served worse is not more urgent. */
    private static final double LEAST = 0.05;

    public Served {
        shares = Map.copyOf(shares);
    }

    /**
     * Adds a moment.
     *
     * @param missShares by pool, of requests that come now
     */
    public Served after(double seconds, Map<String, Double> missShares) {
        double weight = 1 - Math.exp(-seconds / MEMORY_SECONDS);
        Map<String, Double> next = new TreeMap<>();
        missShares.forEach(
                (pool, miss) -> {
                    double before = shares.getOrDefault(pool, 1.0);
                    next.put(pool, before + weight * (1 - miss - before));
                });
        return new Served(next);
    }

    double urgency(String pool, double fairness) {
        return fairness == 0
                ? 1
                : Math.pow(Math.max(LEAST, shares.getOrDefault(pool, 1.0)), -fairness);
    }
}
