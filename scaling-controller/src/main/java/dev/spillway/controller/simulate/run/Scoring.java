package dev.spillway.controller.simulate.run;

import dev.spillway.controller.cost.Cost;
import dev.spillway.controller.cost.ReplicaSeconds;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.score.FleetTime;
import dev.spillway.controller.simulate.score.LatencyHistogram;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.score.StepSeries;
import dev.spillway.controller.simulate.score.TenantTally;

import java.util.ArrayList;
import java.util.List;

/** Adds up what a run was worth. */
final class Scoring {

    private static final long SOON_NANOS = 600_000_000_000L;

    /** More than that in a window, and its 95th percentile is over the deadline. */
    static final double TOLERATED = 0.05;

    private final Scenario scenario;
    private final Contender contender;
    private final long seed;
    private final List<SimulatedPool> pools;
    private final Steering steering;
    private final FleetTime fleetTime;
    private final long from;
    private final long until;

    Scoring(
            Scenario scenario,
            Contender contender,
            long seed,
            List<SimulatedPool> pools,
            Steering steering) {
        this.scenario = scenario;
        this.contender = contender;
        this.seed = seed;
        this.pools = List.copyOf(pools);
        this.steering = steering;
        this.fleetTime =
                new FleetTime(pools.stream().map(pool -> pool.recorder().billed()).toList());
        this.from = scenario.warmUpNanos();
        this.until = scenario.lengthNanos();
    }

    Outcome outcome() {
        List<Outcome.TenantScore> tenants = new ArrayList<>();
        List<Outcome.PoolCourse> courses = new ArrayList<>();
        for (SimulatedPool pool : pools) {
            pool.tenants().forEach(tenant -> tenants.add(score(pool, tenant)));
            courses.add(pool.recorder().course(pool.plan().name(), pool.tenants()));
        }
        return new Outcome(
                contender.label(),
                steering.policyVersion(),
                seed,
                totals(tenants),
                tenants,
                courses,
                fleetTime.paid(scenario.prices(), pools.getFirst().recorder().stepNanos(), until),
                new Aftermath(scenario, pools).scores());
    }

    private Outcome.TenantScore score(SimulatedPool pool, TenantState tenant) {
        TenantTally tally = tenant.tally;
        LatencyHistogram latency = tally.latency();
        return new Outcome.TenantScore(
                tenant.plan.name(),
                pool.plan().name(),
                tally.arrived(from, until),
                tally.answeredCount(),
                tally.refusedCount(),
                tally.expiredCount(),
                tenant.handedBackCount(),
                ratio(tally.violated(from, until), tally.arrived(from, until)),
                tally.meanWindowAttainment(scenario.windowNanos()),
                latency.quantileMillis(0.5),
                latency.quantileMillis(0.95),
                latency.quantileMillis(0.99));
    }

    private Outcome.Totals totals(List<Outcome.TenantScore> tenants) {
        LatencyHistogram latency = new LatencyHistogram();
        pools.forEach(
                pool -> pool.tenants().forEach(tenant -> latency.addAll(tenant.tally.latency())));
        long arrived = tenants.stream().mapToLong(Outcome.TenantScore::arrived).sum();
        long answered = tenants.stream().mapToLong(Outcome.TenantScore::answered).sum();
        long dropped =
                tenants.stream().mapToLong(tenant -> tenant.refused() + tenant.expired()).sum();
        ReplicaSeconds used = fleetTime.between(from, until);
        double replicaSeconds = used.total().doubleValue();
        int[] windows = windows();
        return new Outcome.Totals(
                arrived,
                answered,
                dropped,
                arrived - answered - dropped,
                ratio(violated(), arrived),
                tenants.stream()
                        .mapToDouble(tenant -> 1 - tenant.meanWindowAttainmentRatio())
                        .average()
                        .orElse(0),
                tenants.stream()
                        .mapToDouble(Outcome.TenantScore::meanWindowAttainmentRatio)
                        .min()
                        .orElse(1),
                windows[0],
                windows[1],
                latency.meanMillis(),
                latency.quantileMillis(0.5),
                latency.quantileMillis(0.95),
                latency.quantileMillis(0.99),
                replicaSeconds / ((until - from) / 1e9),
                used.peak(),
                replicaSeconds,
                Cost.cost(used, scenario.prices()),
                unused(),
                overshoot(),
                sum(series -> series.reversals(from, until, SOON_NANOS)),
                sum(series -> series.changes(from, until, true)),
                sum(series -> series.changes(from, until, false)),
                pools.stream().mapToLong(pool -> pool.fleet().quotaRejections()).sum(),
                pools.stream().mapToLong(pool -> pool.fleet().handedBackCount()).sum(),
                steering.decisions());
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private long violated() {
        return pools.stream()
                .flatMap(pool -> pool.tenants().stream())
                .mapToLong(tenant -> tenant.tally.violated(from, until))
                .sum();
    }

    /** Windows violated, and windows in which something came. */
    private int[] windows() {
        int violated = 0;
        int windows = 0;
        for (SimulatedPool pool : pools) {
            for (TenantState tenant : pool.tenants()) {
                for (long at = from; at < until; at += scenario.windowNanos()) {
                    long end = Math.min(until, at + scenario.windowNanos());
                    long came = tenant.tally.arrived(at, end);
                    windows += came > 0 ? 1 : 0;
                    violated += tenant.tally.violated(at, end) > TOLERATED * came ? 1 : 0;
                }
            }
        }
        return new int[] {violated, windows};
    }

    private interface OfSeries {
        int of(StepSeries series);
    }

    private int sum(OfSeries what) {
        return pools.stream().mapToInt(pool -> what.of(pool.recorder().desired())).sum();
    }

    private double unused() {
        double slotSeconds =
                pools.stream()
                        .mapToDouble(pool -> pool.recorder().slots().integral(from, until))
                        .sum();
        double busy = pools.stream().mapToDouble(pool -> pool.recorder().busySlotSeconds()).sum();
        return slotSeconds == 0 ? 0 : Math.max(0, 1 - busy / slotSeconds);
    }

    private double overshoot() {
        double worst = 0;
        for (SimulatedPool pool : pools) {
            double needed =
                    Math.max(
                            Math.max(1, pool.plan().minReplicas()),
                            Math.ceil(pool.recorder().peakNeed(from)));
            int wanted = pool.recorder().desired().most(from, until);
            worst = Math.max(worst, (wanted - needed) / needed);
        }
        return worst;
    }
}
