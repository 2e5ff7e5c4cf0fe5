package dev.spillway.controller.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a fleet had how many workers. The sum alone would not tell what a commitment covers, nor
 * which workers were spot.
 *
 * @param timeAt time spent at each number of workers
 */
public record ReplicaSeconds(SortedMap<Integer, Duration> timeAt) {

    public static final ReplicaSeconds NONE = new ReplicaSeconds(new TreeMap<>());

    private static final long NANOS = 1_000_000_000L;

    public ReplicaSeconds {
        for (Map.Entry<Integer, Duration> entry : timeAt.entrySet()) {
            if (entry.getKey() < 0 || entry.getValue().isNegative()) {
                throw new IllegalArgumentException(
                        "%d workers for %s; neither can be negative"
                                .formatted(entry.getKey(), entry.getValue()));
            }
        }
        timeAt = Collections.unmodifiableSortedMap(new TreeMap<>(timeAt));
    }

    /** The same number all the time: a fixed fleet. */
    public static ReplicaSeconds constant(int replicas, Duration time) {
        return NONE.plus(replicas, time);
    }

    /**
     * Of which only the sum is known: as even a fleet as gives that sum, so that what a commitment
     * covers is an upper limit.
     *
     * @param replicaSeconds the sum, 0 or more
     * @param period over which, more than zero
     */
    public static ReplicaSeconds evenly(double replicaSeconds, Duration period) {
        BigDecimal nanos = BigDecimal.valueOf(replicaSeconds).multiply(BigDecimal.valueOf(NANOS));
        BigDecimal length = seconds(period).multiply(BigDecimal.valueOf(NANOS));
        BigDecimal[] parts = nanos.divideAndRemainder(length);
        int least = parts[0].intValueExact();
        Duration more =
                Duration.ofNanos(parts[1].setScale(0, RoundingMode.HALF_UP).longValueExact());
        return NONE.plus(least, period.minus(more)).plus(least + 1, more);
    }

    /** With some more time at a number of workers. */
    public ReplicaSeconds plus(int replicas, Duration time) {
        SortedMap<Integer, Duration> sum = new TreeMap<>(timeAt);
        if (!time.isZero()) {
            sum.merge(replicas, time, Duration::plus);
        }
        return new ReplicaSeconds(sum);
    }

    /** The time of all workers together, in seconds. */
    public BigDecimal total() {
        return between(0, Integer.MAX_VALUE);
    }

    /** How long the fleet was watched. */
    public Duration period() {
        return timeAt.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** The most workers there were. */
    public int peak() {
        return timeAt.isEmpty() ? 0 : timeAt.lastKey();
    }

    /** Workers on average. */
    public BigDecimal mean() {
        return total().divide(seconds(period()), Money.PRECISION);
    }

    /** The fleet that always has as many workers as this one had at its peak. */
    public ReplicaSeconds fixedAtPeak() {
        return constant(peak(), period());
    }

    /**
     * The time of the workers above a number and up to another, in seconds: of the fourth and fifth
     * for 3 and 5.
     */
    BigDecimal between(int above, int upTo) {
        return timeAt.entrySet().stream()
                .map(
                        entry ->
                                seconds(entry.getValue())
                                        .multiply(
                                                BigDecimal.valueOf(
                                                        Math.max(
                                                                0,
                                                                Math.min(entry.getKey(), upTo)
                                                                        - above))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toSeconds()).add(BigDecimal.valueOf(time.toNanosPart(), 9));
    }
}
