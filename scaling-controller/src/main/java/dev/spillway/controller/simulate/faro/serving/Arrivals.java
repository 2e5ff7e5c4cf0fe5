package dev.spillway.controller.simulate.faro.serving;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One tenant's arrivals. Every minute's count comes in full: the first request exactly on the
 * minute, the others after exponential gaps of mean {@code 60 s / count}, so that the last ones may
 * spill into the next minute.
 */
public final class Arrivals {

    static final long MINUTE_NANOS = 60_000_000_000L;

    private final int[] counts;
    private final RandomGenerator random;
    private long[] times = {};
    private int next;
    private int loaded;

    /**
     * @param counts requests in each minute, from the start of the simulation
     */
    public Arrivals(int[] counts, RandomGenerator random) {
        this.counts = counts.clone();
        this.random = random;
        loadUntilNextIsKnown();
    }

    int minutes() {
        return counts.length;
    }

    /** When the next request comes, in nanoseconds; {@link Long#MAX_VALUE} after the last one. */
    long peekNanos() {
        return next < times.length ? times[next] : Long.MAX_VALUE;
    }

    void poll() {
        next++;
        loadUntilNextIsKnown();
    }

    private void loadUntilNextIsKnown() {
        while (loaded < counts.length && peekNanos() >= loaded * MINUTE_NANOS) {
            load();
        }
    }

    private void load() {
        int left = times.length - next;
        int count = counts[loaded];
        long[] merged = new long[left + count];
        System.arraycopy(times, next, merged, 0, left);
        double nanos = loaded * (double) MINUTE_NANOS;
        for (int i = 0; i < count; i++) {
            merged[left + i] = (long) nanos;
            nanos += random.nextExponential() * MINUTE_NANOS / count;
        }
        Arrays.sort(merged);
        times = merged;
        next = 0;
        loaded++;
    }
}
