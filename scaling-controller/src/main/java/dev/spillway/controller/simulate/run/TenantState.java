package dev.spillway.controller.simulate.run;

import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.simulate.score.TenantTally;

import java.time.Duration;

/** One tenant in a pool while the simulation runs. */
final class TenantState {

    private static final double NEWEST_AT_LEAST = 0.02;

    final TenantPlan plan;
    final TenantTally tally;
    private final Duration deadline;
    private long arrivedInEpoch;
    private long inFlight;
    private long handedBackCount;
    private long measured;
    private double mean;
    private double variance;

    TenantState(TenantPlan plan, TenantTally tally) {
        this.plan = plan;
        this.tally = tally;
        this.deadline = Duration.ofNanos(plan.deadlineNanos());
    }

    void arrives(long nowNanos) {
        arrivedInEpoch++;
        tally.arrives(nowNanos);
    }

    void claimed() {
        inFlight++;
    }

    void handedBack() {
        inFlight--;
        handedBackCount++;
    }

    /** Requests that began anew because their worker went, in the whole run. */
    long handedBackCount() {
        return handedBackCount;
    }

    void newEpoch() {
        arrivedInEpoch = 0;
        measured = 0;
    }

    void answered(long arrivedNanos, long nowNanos, double slotSeconds) {
        inFlight--;
        tally.answered(arrivedNanos, nowNanos - arrivedNanos, plan.deadlineNanos());
        measured++;
        double newest = Math.max(NEWEST_AT_LEAST, 1.0 / measured);
        double off = slotSeconds - mean;
        mean += newest * off;
        variance = (1 - newest) * (variance + newest * off * off);
    }

    TenantLoad load(int waiting, long oldestAgeNanos) {
        return new TenantLoad(
                plan.name(),
                plan.weight(),
                deadline,
                waiting,
                inFlight,
                Duration.ofNanos(oldestAgeNanos),
                arrivedInEpoch,
                measured == 0 ? Duration.ZERO : Duration.ofNanos((long) (mean * 1e9)),
                measured == 0
                        ? Duration.ZERO
                        : Duration.ofNanos((long) (Math.sqrt(variance) * 1e9)));
    }
}
