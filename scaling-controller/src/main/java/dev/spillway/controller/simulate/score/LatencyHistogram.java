package dev.spillway.controller.simulate.score;

/**
 * Times by size, in buckets that are at most 1.6 % wide: 64 to each doubling, as in HdrHistogram.
 */
public final class LatencyHistogram {

    private static final int BITS = 6;
    private static final int PER_DOUBLING = 1 << BITS;
    private static final int MOST_DOUBLINGS = 36;

    private final int[] counts = new int[(MOST_DOUBLINGS + 1) * PER_DOUBLING];
    private long total;
    private double sumMicros;
    private int highest;

    static int bucketOf(long micros) {
        if (micros < PER_DOUBLING) {
            return (int) Math.max(0, micros);
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - BITS;
        int bucket = (shift + 1) * PER_DOUBLING + (int) (micros >>> shift) - PER_DOUBLING;
        return Math.min(bucket, (MOST_DOUBLINGS + 1) * PER_DOUBLING - 1);
    }

    private static double middleMicros(int bucket) {
        if (bucket < PER_DOUBLING) {
            return bucket;
        }
        int shift = bucket / PER_DOUBLING - 1;
        long low = (long) (bucket % PER_DOUBLING + PER_DOUBLING) << shift;
        return low + ((1L << shift) - 1) / 2.0;
    }

    public void add(long micros) {
        int bucket = bucketOf(micros);
        counts[bucket]++;
        highest = Math.max(highest, bucket);
        total++;
        sumMicros += micros;
    }

    /** Takes out what was added before. */
    public void remove(long micros) {
        counts[bucketOf(micros)]--;
        total--;
        sumMicros -= micros;
    }

    public void addAll(LatencyHistogram other) {
        for (int bucket = 0; bucket <= other.highest; bucket++) {
            counts[bucket] += other.counts[bucket];
        }
        highest = Math.max(highest, other.highest);
        total += other.total;
        sumMicros += other.sumMicros;
    }

    public void clear() {
        java.util.Arrays.fill(counts, 0, highest + 1, 0);
        total = 0;
        sumMicros = 0;
        highest = 0;
    }

    public long count() {
        return total;
    }

    public double meanMillis() {
        return total == 0 ? 0 : Math.max(0, sumMicros) / total / 1000;
    }

    /** The smallest time that at least that share of all does not exceed; 0 without any. */
    public double quantileMillis(double ratio) {
        if (total == 0) {
            return 0;
        }
        long above = total - (long) Math.ceil(ratio * total);
        while (highest > 0 && counts[highest] == 0) {
            highest--;
        }
        int bucket = highest;
        for (long seen = counts[bucket]; seen <= above && bucket > 0; seen += counts[bucket]) {
            bucket--;
        }
        return middleMicros(bucket) / 1000;
    }
}
