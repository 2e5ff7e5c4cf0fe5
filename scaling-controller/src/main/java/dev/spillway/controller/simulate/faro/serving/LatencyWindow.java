package dev.spillway.controller.simulate.faro.serving;

import dev.spillway.controller.recommend.Latency;

import java.time.Duration;

/** The latencies of the requests that ended lately, refused ones included. */
final class LatencyWindow {

    private static final long STEP_NANOS = 10_000_000;
    private static final int STEPS = 2_000;

    private final long windowNanos;
    private final LongRing ends = new LongRing(1024);
    private final LongRing latencies = new LongRing(1024);
    private final int[] histogram = new int[STEPS];
    private long sum;

    LatencyWindow(Duration window) {
        windowNanos = window.toNanos();
    }

    void add(long endNanos, long latencyNanos) {
        dropUntil(endNanos - windowNanos);
        ends.add(endNanos);
        latencies.add(latencyNanos);
        histogram[step(latencyNanos)]++;
        sum += latencyNanos;
    }

    /** The mean, and the 95th percentile to 10 ms; both zero when nothing ended. */
    Latency at(long nowNanos) {
        dropUntil(nowNanos - windowNanos);
        if (ends.isEmpty()) {
            return new Latency(Duration.ZERO, Duration.ZERO);
        }
        return new Latency(
                Duration.ofNanos(Math.round((double) sum / ends.size())),
                Duration.ofNanos(p95Nanos()));
    }

    private long p95Nanos() {
        int above = ends.size() - (int) Math.ceil(0.95 * ends.size());
        int step = STEPS - 1;
        for (int seen = histogram[step]; seen <= above; seen += histogram[step]) {
            step--;
        }
        return (step + 1) * STEP_NANOS;
    }

    private void dropUntil(long nanos) {
        while (!ends.isEmpty() && ends.peek() <= nanos) {
            ends.poll();
            long latency = latencies.poll();
            histogram[step(latency)]--;
            sum -= latency;
        }
    }

    private static int step(long latencyNanos) {
        return (int) Math.min(STEPS - 1, latencyNanos / STEP_NANOS);
    }
}
