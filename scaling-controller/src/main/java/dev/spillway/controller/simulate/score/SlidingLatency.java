package dev.spillway.controller.simulate.score;

/** Latencies of the last stretch of time. */
public final class SlidingLatency {

    private final LatencyHistogram histogram = new LatencyHistogram();
    private final long lookBackNanos;
    private long[] times = new long[256];
    private long[] micros = new long[256];
    private int first;
    private int count;

    public SlidingLatency(long lookBackNanos) {
        this.lookBackNanos = lookBackNanos;
    }

    public void add(long nowNanos, long latencyMicros) {
        forget(nowNanos);
        if (count == times.length) {
            grow();
        }
        int at = (first + count) % times.length;
        times[at] = nowNanos;
        micros[at] = latencyMicros;
        count++;
        histogram.add(latencyMicros);
    }

    /** What is left at that moment. */
    public LatencyHistogram at(long nowNanos) {
        forget(nowNanos);
        return histogram;
    }

    private void forget(long nowNanos) {
        while (count > 0 && times[first] < nowNanos - lookBackNanos) {
            histogram.remove(micros[first]);
            first = (first + 1) % times.length;
            count--;
        }
    }

    private void grow() {
        long[] moreTimes = new long[times.length * 2];
        long[] moreMicros = new long[times.length * 2];
        for (int i = 0; i < count; i++) {
            moreTimes[i] = times[(first + i) % times.length];
            moreMicros[i] = micros[(first + i) % times.length];
        }
        times = moreTimes;
        micros = moreMicros;
        first = 0;
    }
}
