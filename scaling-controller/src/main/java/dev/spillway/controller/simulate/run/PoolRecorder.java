package dev.spillway.controller.simulate.run;

import dev.spillway.controller.simulate.score.BusyTime;
import dev.spillway.controller.simulate.score.LatencyHistogram;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.score.StepSeries;
import dev.spillway.controller.simulate.score.TenantTally;

import java.util.Arrays;
import java.util.List;

/** Writes one pool's course down, in steps of equal length. */
final class PoolRecorder {

    private static final double NANOS = 1e9;
    private static final long NEED_NANOS = 60_000_000_000L;
    private static final int MOST_STEPS = 480;

    private final long lengthNanos;
    private final long stepNanos;
    private final int slotsPerWorker;
    private final StepSeries desired = new StepSeries();
    private final StepSeries ready = new StepSeries();
    private final StepSeries billed = new StepSeries();
    private final StepSeries slots = new StepSeries();
    private final double[] workSeconds;
    private final double[] needSeconds;
    private final int[] arrived;
    private final int[] waiting;
    private final double[] inFlight;
    private final double[] waitingSum;
    private final int[] looks;
    private final double[] cpu;
    private final double[] p95;
    private final LatencyHistogram latency = new LatencyHistogram();
    private final BusyTime busy;
    private int latencyStep;

    PoolRecorder(long warmUpNanos, long lengthNanos, int slotsPerWorker) {
        this.busy = new BusyTime(warmUpNanos, lengthNanos);
        this.lengthNanos = lengthNanos;
        this.slotsPerWorker = slotsPerWorker;
        long bins = Math.ceilDiv(lengthNanos, TenantTally.BIN_NANOS);
        this.stepNanos = Math.max(1, Math.ceilDiv(bins, MOST_STEPS)) * TenantTally.BIN_NANOS;
        int steps = (int) Math.ceilDiv(lengthNanos, stepNanos);
        this.workSeconds = new double[steps];
        this.needSeconds = new double[(int) Math.ceilDiv(lengthNanos, NEED_NANOS)];
        this.arrived = new int[steps];
        this.waiting = new int[steps];
        this.inFlight = new double[steps];
        this.waitingSum = new double[steps];
        this.looks = new int[steps];
        this.cpu = new double[steps];
        this.p95 = new double[steps];
    }

    private int step(long nanos) {
        return (int) (nanos / stepNanos);
    }

    void arrives(long nanos, double seconds) {
        if (nanos < lengthNanos) {
            workSeconds[step(nanos)] += seconds;
            needSeconds[(int) (nanos / NEED_NANOS)] += seconds;
            arrived[step(nanos)]++;
        }
    }

    void answered(long micros) {
        latency.add(micros);
    }

    void fleet(long nanos, int readyWorkers, int billedWorkers, int readySlots) {
        ready.set(nanos, readyWorkers);
        billed.set(nanos, billedWorkers);
        slots.set(nanos, readySlots);
    }

    void busy(long nanos, int slotsInUse) {
        busy.set(nanos, slotsInUse);
    }

    double busySlotSeconds() {
        return busy.slotSeconds();
    }

    void desired(long nanos, int workers) {
        desired.set(nanos, workers);
    }

    void look(long nanos, int waitingNow, int inFlightNow) {
        if (nanos >= lengthNanos) {
            return;
        }
        int step = step(nanos);
        if (step != latencyStep) {
            closeLatencyStep();
            latencyStep = step;
        }
        waiting[step] = Math.max(waiting[step], waitingNow);
        inFlight[step] += inFlightNow;
        waitingSum[step] += waitingNow;
        looks[step]++;
    }

    private void closeLatencyStep() {
        p95[latencyStep] = latency.quantileMillis(0.95);
        latency.clear();
    }

    void cpu(long nanos, double ratio) {
        if (nanos < lengthNanos) {
            Arrays.fill(cpu, step(nanos), cpu.length, ratio);
        }
    }

    void end() {
        closeLatencyStep();
    }

    StepSeries desired() {
        return desired;
    }

    StepSeries ready() {
        return ready;
    }

    StepSeries billed() {
        return billed;
    }

    StepSeries slots() {
        return slots;
    }

    /** Workers that the work of the busiest minute needed, were they never idle. */
    double peakNeed(long fromNanos) {
        double most = 0;
        for (int minute = (int) (fromNanos / NEED_NANOS); minute < needSeconds.length; minute++) {
            most = Math.max(most, needSeconds[minute]);
        }
        return most / (NEED_NANOS / NANOS) / slotsPerWorker;
    }

    long stepNanos() {
        return stepNanos;
    }

    Outcome.PoolCourse course(String pool, List<TenantState> tenants) {
        int steps = arrived.length;
        int[] desiredAt = new int[steps];
        int[] readyAt = new int[steps];
        double[] needed = new double[steps];
        double[] meanInFlight = new double[steps];
        double[] meanWaiting = new double[steps];
        double[] perSecond = new double[steps];
        double[] violations = new double[steps];
        for (int i = 0; i < steps; i++) {
            long from = i * stepNanos;
            long until = Math.min(lengthNanos, from + stepNanos);
            double seconds = (until - from) / NANOS;
            desiredAt[i] = desired.at(until - 1);
            readyAt[i] = ready.at(until - 1);
            needed[i] = rounded(workSeconds[i] / seconds / slotsPerWorker);
            meanInFlight[i] = looks[i] == 0 ? 0 : rounded(inFlight[i] / looks[i]);
            meanWaiting[i] = looks[i] == 0 ? 0 : rounded(waitingSum[i] / looks[i]);
            perSecond[i] = rounded(arrived[i] / seconds);
            long late = 0;
            for (TenantState tenant : tenants) {
                late += tenant.tally.violated(from, until);
            }
            violations[i] = arrived[i] == 0 ? 0 : rounded((double) late / arrived[i]);
        }
        return new Outcome.PoolCourse(
                pool,
                stepNanos / NANOS,
                desiredAt,
                readyAt,
                needed,
                waiting,
                meanWaiting,
                meanInFlight,
                cpu,
                perSecond,
                p95,
                violations);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
