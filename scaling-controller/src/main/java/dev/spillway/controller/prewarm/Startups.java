package dev.spillway.controller.prewarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long a pool's workers take to become ready, learned from those that did.
 *
 * <p>The time within which <i>all</i> of {@code n} workers are ready with probability {@code p} is
 * the {@code p^(1/n)} quantile of one. It is the larger of two estimates: the order statistic of
 * the measured times, which knows about two kinds of starts (an image at hand, an image to pull),
 * and a log-normal prediction limit with Student's quantile, which knows that the slowest start has
 * not been seen yet. Of fewer than ten measurements nothing can be said about such tails (a
 * prediction limit from two is days): twice the slowest counts, and the assumed time.
 *
 * @param recent the latest measured times, oldest first
 * @param assumed before anything was measured
 */
public record Startups(List<Duration> recent, Duration assumed) {

    private static final int MOST = 256;
    private static final int FEW = 10;

    public Startups {
        recent = List.copyOf(recent);
        if (assumed.isNegative()) {
            throw new IllegalArgumentException(
                    "assumed is %s; it cannot be negative".formatted(assumed));
        }
    }

    public static Startups assuming(Duration assumed) {
        return new Startups(List.of(), assumed);
    }

    /** With one more worker that became ready. */
    public Startups measured(Duration startup) {
        if (startup.isNegative()) {
            return this;
        }
        List<Duration> times = new ArrayList<>(recent);
        times.add(startup);
        return new Startups(times.subList(Math.max(0, times.size() - MOST), times.size()), assumed);
    }

    /** The measured 99th percentile of one worker's start, or what is assumed. */
    public Duration p99() {
        return allWithin(0.99, 1);
    }

    /**
     * The time within which all of several workers are ready.
     *
     * @param probability of that, between 0 and 1
     * @param workers started together; 1 or more
     */
    public Duration allWithin(double probability, int workers) {
        if (!(probability > 0 && probability < 1) || workers < 1) {
            throw new IllegalArgumentException(
                    "probability is %s for %d workers; needed are a probability between 0 and 1 and a worker"
                            .formatted(probability, workers));
        }
        double ofOne = Math.pow(probability, 1.0 / workers);
        return recent.size() < FEW
                ? longer(assumed, orderStatistic(ofOne).multipliedBy(2))
                : longer(orderStatistic(ofOne), logNormalLimit(ofOne));
    }

    private Duration orderStatistic(double probability) {
        if (recent.isEmpty()) {
            return Duration.ZERO;
        }
        List<Duration> sorted = new ArrayList<>(recent);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(probability * (sorted.size() + 1));
        return sorted.get(Math.min(rank, sorted.size()) - 1);
    }

    private Duration logNormalLimit(double probability) {
        int n = recent.size();
        double[] logs = recent.stream().mapToDouble(Startups::logMillis).toArray();
        double mean = java.util.Arrays.stream(logs).average().orElse(0);
        double squares =
                java.util.Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        double deviation = Math.sqrt(squares / (n - 1));
        double limit =
                mean + Quantiles.student(probability, n - 1) * deviation * Math.sqrt(1 + 1.0 / n);
        return Duration.ofMillis(Math.round(Math.exp(Math.min(limit, 20))));
    }

    private static double logMillis(Duration time) {
        return Math.log((double) Math.max(1, time.toMillis()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
