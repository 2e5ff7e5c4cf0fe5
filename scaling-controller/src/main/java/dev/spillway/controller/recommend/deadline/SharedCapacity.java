package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.share.JointPlan;
import dev.spillway.controller.share.Party;

import java.util.List;

/**
 * Gives workers to pools whose wants may exceed what there is, so that the fewest requests are
 * expected to miss: of every pool, counted by its weight, and by how badly it has fared.
 *
 * <p>What a pool loses it loses at once; what another gains it gains when the worker is ready there.
 * So for each pool and number of workers n, of which it holds h,
 *
 * <pre>
 * cost(n) = minutes missed with min(n, h) until workers moved now would be ready
 *         + minutes missed with n for some minutes after
 *         + a little for each worker moved, against moves for nothing
 * </pre>
 *
 * and {@link JointPlan} makes their sum least. When everything wanted fits, everybody gets it.
 */
public final class SharedCapacity {

    private final SharedCapacitySettings settings;

    public SharedCapacity(SharedCapacitySettings settings) {
        this.settings = settings;
    }

    /**
     * Workers for each pool, in their order.
     *
     * @param capacity workers of all pools together at most
     * @param served how the pools have fared
     */
    public int[] allocate(int capacity, List<Claimant> pools, Served served) {
        return JointPlan.allocate(
                capacity, pools.stream().map(pool -> party(pool, served)).toList());
    }

    private Party party(Claimant pool, Served served) {
        int most = Math.max(pool.wanted(), pool.guaranteed());
        double weight = pool.weight() * served.urgency(pool.name(), settings.fairness());
        double moving = settings.moveSeconds();
        double after = moving + settings.horizonSeconds();
        double[] costs = new double[most + 1];
        for (int n = 0; n <= most; n++) {
            int meanwhile = Math.min(n, pool.held());
            double missed =
                    moving * pool.outlook().missShare(meanwhile, 0, moving)
                            + settings.horizonSeconds()
                                    * pool.outlook().missShare(n, moving, after);
            costs[n] =
                    weight * missed / 60 + settings.moveCost() * Math.abs(n - pool.held());
        }
        // Models are not quite monotone; one worker more never does harm.
        for (int n = most - 1; n >= 0; n--) {
            costs[n] = n < pool.held() ? Math.max(costs[n], costs[n + 1]) : costs[n];
        }
        return new Party(pool.name(), Math.min(pool.guaranteed(), most), costs);
    }
}
