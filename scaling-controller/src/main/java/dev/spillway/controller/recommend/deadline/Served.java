package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;

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

    /** After so long a time what was weighs a third. */
    private static final double MEMORY_SECONDS = 3600;

    /** Being served worse than this is not more urgent. */
    private static final double LEAST = 0.05;

    public Served {
        shares = Map.copyOf(shares);
    }

    /**
     * Adds some time.
     *
     * @param missShares by pool, of the requests that come in that time; a pool that is not named
     *     is forgotten
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

    /**
     * The share of a pool's tenants whose next request would be late, by weight: it would wait for
     * what waits already.
     */
    public static double lateNow(Observation seen) {
        if (!(seen.signal() instanceof Signal.Fresh(Load load, _))) {
            return 0;
        }
        double servers =
                Math.max(1.0, (double) seen.fleet().ready() * seen.goal().slotsPerWorker());
        double work = 0;
        for (TenantLoad tenant : load.tenants()) {
            work += tenant.waiting() * seconds(tenant.serviceMean());
        }
        double late = 0;
        double weights = 0;
        for (TenantLoad tenant : load.tenants()) {
            double latency = work / servers + seconds(tenant.serviceMean());
            late += latency > seconds(tenant.deadline()) ? tenant.weight() : 0;
            weights += tenant.weight();
        }
        return weights > 0 ? late / weights : 0;
    }

    /** What its misses count: 1 for a pool that was served well all the time. */
    double urgency(String pool, double fairness) {
        return fairness == 0
                ? 1
                : Math.pow(Math.max(LEAST, shares.getOrDefault(pool, 1.0)), -fairness);
    }

    private static double seconds(java.time.Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
