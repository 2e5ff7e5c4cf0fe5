package dev.spillway.controller.simulate.score;

import dev.spillway.controller.simulate.scenario.Claim;
import dev.spillway.controller.simulate.score.Outcome.MomentScore;
import dev.spillway.controller.simulate.score.Outcome.PoolCourse;

import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Measures in the runs what a claim is about, on the average over the seeds. */
public final class Measurement {

    private static final double MONTH_SECONDS = 30 * 86_400;
    private static final double LOOK_AHEAD_SECONDS = 600;

    private final Runs runs;

    public Measurement(Runs runs) {
        this.runs = runs;
    }

    /** Not a number, where the contender did not run or the thing never happened. */
    public double of(Claim claim) {
        return runs.mean(claim.contender(), outcome -> of(claim, outcome));
    }

    private double of(Claim claim, Outcome outcome) {
        Outcome.Totals totals = outcome.totals();
        double at = claim.measure().atSeconds();
        return switch (claim.measure().quantity()) {
            case REPLICAS -> sum(outcome, claim, course -> course.ready()[step(course, at)]);
            case DESIRED -> sum(outcome, claim, course -> course.desired()[step(course, at)]);
            case P95_AT -> most(outcome, claim, course -> course.p95Millis()[step(course, at)]);
            case IN_FLIGHT_PER_WORKER ->
                    sum(outcome, claim, course -> course.inFlight()[step(course, at)])
                            / Math.max(
                                    1,
                                    sum(
                                            outcome,
                                            claim,
                                            course -> course.ready()[step(course, at)]));
            case WAITING -> sum(outcome, claim, course -> course.waiting()[step(course, at)]);
            case CPU -> most(outcome, claim, course -> course.cpuRatio()[step(course, at)]);
            case PEAK_DESIRED -> mostOfSums(outcome, claim);
            case LEAST_DESIRED -> leastOfSums(outcome, claim);
            case PEAK_REPLICAS -> totals.peakReplicas();
            case MEAN_REPLICAS -> totals.meanReplicas();
            case P50 -> totals.p50Millis();
            case P95 -> totals.p95Millis();
            case P99 -> totals.p99Millis();
            case WORST_P95 -> most(outcome, claim, course -> most(course.p95Millis()));
            case VIOLATIONS -> totals.violationRatio();
            case TENANT_VIOLATIONS -> tenant(outcome, claim, Outcome.TenantScore::violationRatio);
            case TENANT_P95 -> tenant(outcome, claim, Outcome.TenantScore::p95Millis);
            case TENANT_RESTARTS -> tenant(outcome, claim, Outcome.TenantScore::handedBack);
            case DROPPED -> totals.dropped();
            case COST -> cost(outcome);
            case MONTHLY_COST -> cost(outcome) / runs.measuredSeconds() * MONTH_SECONDS;
            case SAVED -> 1 - cost(outcome) / runs.mean(claim.measure().of(), Measurement::cost);
            case UTILISATION -> 1 - totals.unusedRatio();
            case REVERSALS -> totals.reversals();
            case SCALE_UPS -> totals.scaleUps();
            case SCALE_DOWNS -> totals.scaleDowns();
            case OVERSHOOT -> totals.overshootRatio();
            case EARLIER_THAN ->
                    runs.mean(claim.measure().of(), o -> firstMoment(o).decidedAfterSeconds())
                            - firstMoment(outcome).decidedAfterSeconds();
            case COMPLETE_AFTER -> completeAfter(outcome, claim);
            case DECIDED_AFTER -> moment(outcome, claim, MomentScore::decidedAfterSeconds);
            case READY_AFTER -> moment(outcome, claim, MomentScore::readyAfterSeconds);
            case STABLE_AFTER -> moment(outcome, claim, MomentScore::stableAfterSeconds);
        };
    }

    private static double cost(Outcome outcome) {
        return outcome.totals().cost().amount().doubleValue();
    }

    private static int step(PoolCourse course, double atSeconds) {
        int step = (int) (atSeconds / course.stepSeconds());
        return Math.clamp(step, 0, course.ready().length - 1);
    }

    /** The pools that are meant: one, or all. */
    private static Stream<PoolCourse> pools(Outcome outcome, Claim claim) {
        String of = claim.measure().of();
        return outcome.pools().stream().filter(pool -> of.isEmpty() || pool.pool().equals(of));
    }

    private static double sum(Outcome outcome, Claim claim, ToDoubleFunction<PoolCourse> number) {
        return pools(outcome, claim).mapToDouble(number).sum();
    }

    private static double most(Outcome outcome, Claim claim, ToDoubleFunction<PoolCourse> number) {
        return pools(outcome, claim).mapToDouble(number).max().orElse(0);
    }

    private static double most(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static double mostOfSums(Outcome outcome, Claim claim) {
        double most = 0;
        for (int i = 0; i < outcome.pools().getFirst().desired().length; i++) {
            int step = i;
            most = Math.max(most, sum(outcome, claim, course -> course.desired()[step]));
        }
        return most;
    }

    /** In the second half and the end: a start with too many does not count. */
    private static double leastOfSums(Outcome outcome, Claim claim) {
        int steps = outcome.pools().getFirst().desired().length;
        double least = Double.POSITIVE_INFINITY;
        for (int i = steps / 2; i < steps; i++) {
            int step = i;
            least = Math.min(least, sum(outcome, claim, course -> course.desired()[step]));
        }
        return least;
    }

    private static double tenant(
            Outcome outcome, Claim claim, ToDoubleFunction<Outcome.TenantScore> number) {
        return outcome.tenants().stream()
                .filter(tenant -> tenant.tenant().equals(claim.measure().of()))
                .mapToDouble(number)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static MomentScore firstMoment(Outcome outcome) {
        return outcome.moments().getFirst();
    }

    /** Until as many workers were ready as were asked for at most within ten minutes. */
    private static double completeAfter(Outcome outcome, Claim claim) {
        double from = moment(outcome, claim, MomentScore::atSeconds);
        if (Double.isNaN(from)) {
            return from;
        }
        PoolCourse first = outcome.pools().getFirst();
        int begin = step(first, from);
        int end = step(first, from + LOOK_AHEAD_SECONDS);
        double most = 0;
        for (int i = begin; i <= end; i++) {
            int step = i;
            most = Math.max(most, outcome.pools().stream().mapToInt(c -> c.desired()[step]).sum());
        }
        for (int i = begin; i < first.ready().length; i++) {
            int step = i;
            if (outcome.pools().stream().mapToInt(c -> c.ready()[step]).sum() >= most) {
                return Math.max(0, (i + 1) * first.stepSeconds() - from);
            }
        }
        return Double.NaN;
    }

    private static double moment(
            Outcome outcome, Claim claim, ToDoubleFunction<MomentScore> number) {
        return outcome.moments().stream()
                .filter(
                        moment ->
                                claim.measure().of().isEmpty()
                                        || moment.name().equals(claim.measure().of()))
                .mapToDouble(number)
                .map(seconds -> seconds < 0 ? Double.NaN : seconds)
                .findFirst()
                .orElse(Double.NaN);
    }
}
