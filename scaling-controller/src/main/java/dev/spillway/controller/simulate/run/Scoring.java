package dev.spillway.controller.simulate.run;

import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Scenario;
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
    private static final double TOLERATED = 0.05;

    private final Scenario scenario;
    private final Contender contender;
    private final long seed;
    private final List<SimulatedPool> pools;
    private final Steering steering;
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
        this.from = scenario.warmUpNanos();
        this.until = scenario.lengthNanos();
    }

    Outcome outcome() {
        List<Outcome.TenantScore> tenants = new ArrayList<>();
        List<Outcome.PoolCourse> courses = new ArrayList<>();
        for (SimulatedPool pool : pools) {
            pool.tenants().forEach(tenant -> tenants.add(score(pool, tenant)));
            courses.add(
                    pool.recorder()
                            .course(
                                    pool.plan().name(),
                                    pool.tenants(),
                                    scenario.pricePerWorkerHour()));
        }
        return new Outcome(
                contender.label(),
                steering.policyVersion(),
                seed,
                totals(tenants),
                tenants,
                courses,
                moments());
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
        double replicaSeconds = integral(PoolRecorder::billed);
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
                peak(),
                replicaSeconds,
                replicaSeconds / 3600 * scenario.pricePerWorkerHour(),
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

    private interface OfRecorder {
        StepSeries of(PoolRecorder recorder);
    }

    private interface OfSeries {
        int of(StepSeries series);
    }

    private double integral(OfRecorder which) {
        return pools.stream()
                .mapToDouble(pool -> which.of(pool.recorder()).integral(from, until))
                .sum();
    }

    private int sum(OfSeries what) {
        return pools.stream().mapToInt(pool -> what.of(pool.recorder().desired())).sum();
    }

    /** The most workers at a time over all pools, looked at where any pool changes. */
    private int peak() {
        int most = 0;
        for (SimulatedPool pool : pools) {
            StepSeries billed = pool.recorder().billed();
            for (int i = 0; i < billed.size(); i++) {
                long at = Math.max(from, billed.time(i));
                if (at < until) {
                    most =
                            Math.max(
                                    most,
                                    pools.stream()
                                            .mapToInt(each -> each.recorder().billed().at(at))
                                            .sum());
                }
            }
        }
        return most;
    }

    private double unused() {
        double slotSeconds = integral(PoolRecorder::slots);
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

    private List<Outcome.MomentScore> moments() {
        List<Outcome.MomentScore> scores = new ArrayList<>();
        for (int i = 0; i < scenario.moments().size(); i++) {
            Scenario.Moment moment = scenario.moments().get(i);
            long end =
                    i + 1 < scenario.moments().size()
                            ? scenario.moments().get(i + 1).atNanos()
                            : until;
            scores.add(
                    new Outcome.MomentScore(
                            moment.name(),
                            moment.atNanos() / 1e9,
                            firstRise(PoolRecorder::desired, moment.atNanos(), end),
                            firstRise(PoolRecorder::ready, moment.atNanos(), end),
                            stableAfter(moment.atNanos(), end)));
        }
        return scores;
    }

    private double firstRise(OfRecorder which, long at, long end) {
        return pools.stream()
                .mapToLong(pool -> which.of(pool.recorder()).firstRise(at, end))
                .filter(rise -> rise >= 0)
                .mapToDouble(rise -> (rise - at) / 1e9)
                .min()
                .orElse(-1);
    }

    private double stableAfter(long at, long end) {
        double after = 0;
        long bin = TenantTally.BIN_NANOS;
        for (long start = at / bin * bin; start < end; start += bin) {
            long came = 0;
            long late = 0;
            for (SimulatedPool pool : pools) {
                for (TenantState tenant : pool.tenants()) {
                    came += tenant.tally.arrived(start, start + bin);
                    late += tenant.tally.violated(start, start + bin);
                }
            }
            // A single late request of a few says nothing.
            if (late > 1 && late > TOLERATED * came) {
                after = (start + bin - at) / 1e9;
            }
        }
        return after;
    }
}
