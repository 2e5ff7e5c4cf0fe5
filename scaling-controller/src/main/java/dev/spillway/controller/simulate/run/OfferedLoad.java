package dev.spillway.controller.simulate.run;

import dev.spillway.controller.simulate.arrive.ArrivalStream;
import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.scenario.TenantPlan;

import java.util.SplittableRandom;

/** What a pool's tenants ask for, before anything is served. */
final class OfferedLoad {

    private static final long WINDOW_NANOS = 60_000_000_000L;

    /** A fleet that is busier than that in a minute makes its requests wait. */
    private static final double BUSY_RATIO = 0.8;

    private OfferedLoad() {}

    /**
     * Workers that a fixed fleet needs: in the busiest minute their slots are busy for 80 % of the
     * time. Closed groups of users count with the rate they would have if nobody waited.
     */
    static int peakReplicas(Scenario scenario, PoolPlan pool, long seed) {
        double[] seconds = new double[(int) Math.ceilDiv(scenario.lengthNanos(), WINDOW_NANOS)];
        for (TenantPlan tenant : scenario.tenantsOf(pool)) {
            for (int i = 0; i < tenant.arrivals().size(); i++) {
                switch (tenant.arrivals().get(i)) {
                    case Arrivals.Open open -> add(open, tenant, i, seed, seconds);
                    case Arrivals.Users users -> add(users, tenant, seconds);
                }
            }
        }
        double most = 0;
        for (double each : seconds) {
            most = Math.max(most, each);
        }
        double slots = most / (WINDOW_NANOS / 1e9) / BUSY_RATIO;
        int needed = (int) Math.ceil(slots / pool.fleet().fullSlots());
        return Math.max(1, Math.max(pool.minReplicas(), needed));
    }

    private static void add(
            Arrivals.Open open, TenantPlan tenant, int part, long seed, double[] seconds) {
        ArrivalStream stream = open.stream(Seeds.random(seed, tenant.name(), "arrivals" + part));
        SplittableRandom sizes = Seeds.random(seed, tenant.name(), "work" + part);
        for (long at = stream.next(); at != ArrivalStream.END; at = stream.next()) {
            int window = (int) (at / WINDOW_NANOS);
            if (window >= seconds.length) {
                return;
            }
            seconds[window] += tenant.work().sampleSeconds(stream, sizes);
        }
    }

    private static void add(Arrivals.Users users, TenantPlan tenant, double[] seconds) {
        double work = tenant.work().meanSeconds();
        double share = work / (work + users.think().meanSeconds());
        for (int window = 0; window < seconds.length; window++) {
            double middle = (window + 0.5) * WINDOW_NANOS / 1e9;
            seconds[window] += users.count().at(middle) * share * WINDOW_NANOS / 1e9;
        }
    }
}
