package dev.spillway.controller.recommend.queueing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Several tenants in one weighted fair queue: the share of each one's requests that will miss.
 *
 * <p>Servers are shared as fluid by weighted max-min (generalised processor sharing, Parekh and
 * Gallager 1993): a tenant is <em>calm</em> if its share serves its load, and its backlog within
 * the pool's shortest deadline; otherwise it <em>floods</em> and gets what the others leave, by
 * weight. The calm ones wait as one queue for all servers, since the fair queue serves them before
 * a flood; a flooding one waits alone for its own share. So a flood makes nobody miss but the one
 * who sends it.
 */
final class SharedQueue {

    private SharedQueue() {}

    /** For each demand the share that will miss, over the given seconds. */
    static double[] missShares(Demand[] demands, double servers, double horizonSeconds) {
        if (demands.length == 1) {
            Demand only = demands[0];
            return new double[] {missShare(only, servers, horizonSeconds)};
        }
        double[] shares = shares(demands, servers);
        List<Demand> calm = new ArrayList<>();
        for (int i = 0; i < demands.length; i++) {
            if (Double.isNaN(shares[i])) {
                calm.add(demands[i]);
            }
        }
        Optional<Demand> pooled = calm.isEmpty() ? Optional.empty() : Optional.of(Mix.sum(calm));
        double[] misses = new double[demands.length];
        for (int i = 0; i < misses.length; i++) {
            misses[i] =
                    Double.isNaN(shares[i])
                            ? calmMissShare(
                                    demands[i], pooled.orElseThrow(), servers, horizonSeconds)
                            : missShare(demands[i], shares[i], horizonSeconds);
        }
        return misses;
    }

    /** Its own requests may be longer or shorter than the pool's: same slack, not same deadline. */
    private static double calmMissShare(
            Demand demand, Demand pooled, double servers, double horizonSeconds) {
        double slack = demand.deadlineSeconds() - demand.service().meanSeconds();
        return pooled.ratePerSecond() <= 0
                ? 0
                : MissModel.missShare(
                        pooled.ratePerSecond(),
                        pooled.dispersion(),
                        pooled.service(),
                        servers,
                        slack + pooled.service().meanSeconds(),
                        pooled.backlogSeconds(),
                        horizonSeconds);
    }

    /** The share of a tenant alone with its servers. */
    static double missShare(Demand demand, double servers, double horizonSeconds) {
        return demand.ratePerSecond() <= 0 && demand.backlogSeconds() <= 0
                ? 0
                : MissModel.missShare(
                        demand.ratePerSecond(),
                        demand.dispersion(),
                        demand.service(),
                        servers,
                        demand.deadlineSeconds(),
                        demand.backlogSeconds(),
                        horizonSeconds);
    }

    /** The servers of each flooding tenant; NaN for the calm ones. */
    private static double[] shares(Demand[] demands, double servers) {
        double[] shares = new double[demands.length];
        Arrays.fill(shares, Double.POSITIVE_INFINITY);
        double shortest = Double.POSITIVE_INFINITY;
        for (Demand demand : demands) {
            shortest = Math.min(shortest, demand.deadlineSeconds());
        }
        double left = servers;
        boolean again = true;
        while (again) {
            again = false;
            double weights = 0;
            for (int i = 0; i < demands.length; i++) {
                weights += Double.isNaN(shares[i]) ? 0 : demands[i].weight();
            }
            double perWeight = weights > 0 ? Math.max(0, left) / weights : 0;
            for (int i = 0; i < demands.length; i++) {
                double share = perWeight * demands[i].weight();
                if (!Double.isNaN(shares[i]) && demands[i].urgentLoad(shortest) <= share) {
                    shares[i] = Double.NaN;
                    left -= demands[i].load();
                    again = true;
                } else if (!Double.isNaN(shares[i])) {
                    shares[i] = share;
                }
            }
        }
        return shares;
    }
}
