package dev.spillway.controller.simulate.faro.serving;

import java.util.Arrays;

/** What became of one tenant's requests, by the minute of their arrival. */
public final class Tally {

    /** Width of a step of the latency histogram. */
    public static final long STEP_NANOS = 100_000;

    private final long targetNanos;
    private int[] requests;
    private int[] inTime;
    private int[] histogram = new int[120_000];
    private long strictlyInTime;
    private long refused;
    private long answered;
    private double sumNanos;
    private long maxNanos;
    private long lastEndNanos;

    Tally(int minutes, long targetNanos) {
        this.targetNanos = targetNanos;
        requests = new int[minutes + 1];
        inTime = new int[minutes + 1];
    }

    void answered(long arrivalNanos, long endNanos) {
        int minute = count(arrivalNanos, endNanos);
        long latency = endNanos - arrivalNanos;
        answered++;
        sumNanos += latency;
        maxNanos = Math.max(maxNanos, latency);
        if (latency <= targetNanos) {
            inTime[minute]++;
        }
        if (latency < targetNanos) {
            strictlyInTime++;
        }
        int step = (int) (latency / STEP_NANOS);
        if (step >= histogram.length) {
            histogram = Arrays.copyOf(histogram, step + step / 2);
        }
        histogram[step]++;
    }

    void refused(long arrivalNanos, long endNanos) {
        count(arrivalNanos, endNanos);
        refused++;
    }

    private int count(long arrivalNanos, long endNanos) {
        int minute = (int) (arrivalNanos / Arrivals.MINUTE_NANOS);
        if (minute >= requests.length) {
            requests = Arrays.copyOf(requests, minute + 1);
            inTime = Arrays.copyOf(inTime, minute + 1);
        }
        requests[minute]++;
        lastEndNanos = Math.max(lastEndNanos, endNanos);
        return minute;
    }

    /** Minutes there may be requests of, counted from the start. */
    public int minutes() {
        return requests.length;
    }

    public boolean hasRequests(int minute) {
        return minute < requests.length && requests[minute] > 0;
    }

    /** Share of a minute's requests that were answered in time; refused ones were not. */
    public double inTimeRatio(int minute) {
        return (double) inTime[minute] / requests[minute];
    }

    public long requests() {
        return answered + refused;
    }

    /** Answers that took strictly less than the target. */
    public long strictlyInTime() {
        return strictlyInTime;
    }

    public long refused() {
        return refused;
    }

    public long answered() {
        return answered;
    }

    /** Sum of the latencies of all answers. */
    public double sumNanos() {
        return sumNanos;
    }

    public long maxNanos() {
        return maxNanos;
    }

    public long lastEndNanos() {
        return lastEndNanos;
    }

    /** Answers by latency, in steps of {@link #STEP_NANOS}. */
    public int[] histogram() {
        return histogram.clone();
    }
}
