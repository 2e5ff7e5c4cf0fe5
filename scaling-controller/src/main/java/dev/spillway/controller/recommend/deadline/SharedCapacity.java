package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.share.JointPlan;
import dev.spillway.controller.share.Party;

import java.util.Arrays;
import java.util.List;

/**
 * Gives workers to pools whose wants may exceed what there is, so that the fewest requests are
 * expected to miss: of every pool, counted by its weight, and by how badly it has fared.
 *
 * <p>What a pool loses it loses at once; what another gains it gains when the worker is ready
 * there. So for each pool and number of workers n, of which it holds h,
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
        int[] most = pools.stream().mapToInt(Claimant::most).toArray();
        if (Arrays.stream(most).asLongStream().sum() <= capacity) {
            return most;
        }
        return JointPlan.allocate(
                capacity, pools.stream().map(pool -> party(pool, served)).toList());
    }

    private Party party(Claimant pool, Served served) {
        Outlook outlook = pool.outlook().get();
        double weight = pool.weight() * served.urgency(pool.name(), settings.fairness());
        double moving = settings.moveSeconds();
        double horizon = settings.horizonSeconds();
        double[] costs = new double[pool.most() + 1];
        for (int n = pool.guaranteed(); n < costs.length; n++) {
            double missedSeconds =
                    moving * outlook.missShare(Math.min(n, pool.held()), 0, moving)
                            + horizon * outlook.missShare(n, moving, moving + horizon);
            costs[n] =
                    weight * missedSeconds / 60 + settings.moveCost() * Math.abs(n - pool.held());
        }
        return new Party(pool.name(), pool.guaranteed(), costs);
    }
}
