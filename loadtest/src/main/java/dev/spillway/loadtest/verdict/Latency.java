package dev.spillway.loadtest.verdict;

import dev.spillway.loadtest.sample.Sample;

import java.util.Collection;

/**
 * How long requests took. Percentiles are exact (nearest rank over all samples): a run has some ten
 * thousand, so there is no need for a histogram whose rounding would move the borders between
 * verdicts.
 */
public record Latency(int count, long p50Micros, long p95Micros, long p99Micros, long maxMicros) {

    private static final Latency NONE = new Latency(0, 0, 0, 0, 0);

    public static Latency of(Collection<Sample> samples) {
        long[] sorted =
                samples.stream()
                        .filter(sample -> sample.outcome().isTimed())
                        .mapToLong(Sample::latencyMicros)
                        .sorted()
                        .toArray();
        if (sorted.length == 0) {
            return NONE;
        }
        return new Latency(
                sorted.length,
                nearestRank(sorted, 50),
                nearestRank(sorted, 95),
                nearestRank(sorted, 99),
                sorted[sorted.length - 1]);
    }

    static long nearestRank(long[] sorted, int percent) {
        return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
    }
}
