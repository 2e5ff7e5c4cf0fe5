package dev.spillway.controller.prewarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;

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
 * @param latest the last times measured, oldest first
 * @param counted workers there are that were measured already, by name
 */
public record Startups(List<Duration> latest, List<String> counted) {

    /** Until one is measured. */
    public static final Duration UNMEASURED = Duration.ofSeconds(10);

    /**
     * A longer start says more about a clock that was set, or a corpus, than about the next one.
     */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int KEPT = 256;
    private static final int FEW = 10;

    /** What the next worker will take shows in the last few; tails need all. */
    private static final int RECENT = 20;

    private static final double EXPECTED = 0.9;

    public Startups {
        latest = List.copyOf(latest);
        counted = List.copyOf(counted);
    }

    public static Startups none() {
        return new Startups(List.of(), List.of());
    }

    /**
     * Measures each worker once.
     *
     * @param ready how long each worker that is ready took, as far as known
     */
    public Startups measuring(SequencedMap<String, Duration> ready) {
        if (counted.size() == ready.size() && ready.keySet().containsAll(counted)) {
            return this;
        }
        List<Duration> longer = new ArrayList<>(latest);
        ready.forEach(
                (worker, took) -> {
                    if (!counted.contains(worker)) {
                        longer.add(took);
                    }
                });
        return new Startups(kept(longer), List.copyOf(ready.keySet()));
    }

    /** With one more worker that became ready. */
    public Startups measured(Duration startup) {
        List<Duration> longer = new ArrayList<>(latest);
        longer.add(startup);
        return new Startups(kept(longer), counted);
    }

    private static List<Duration> kept(List<Duration> times) {
        times.removeIf(took -> took.isNegative() || took.compareTo(LONGEST) > 0);
        return times.subList(Math.max(0, times.size() - KEPT), times.size());
    }

    /** What nine of ten of the last start-ups do not exceed. */
    public Duration expected() {
        if (latest.isEmpty()) {
            return UNMEASURED;
        }
        List<Duration> sorted =
                latest.subList(Math.max(0, latest.size() - RECENT), latest.size()).stream()
                        .sorted()
                        .toList();
        return sorted.get((int) Math.ceil(EXPECTED * sorted.size()) - 1);
    }

    /**
     * The time within which all of several workers are ready.
     *
     * @param probability of that, between 0 and 1
     * @param workers started together; 1 or more
     * @param assumed before enough was measured
     */
    public Duration allWithin(double probability, int workers, Duration assumed) {
        if (!(probability > 0 && probability < 1) || workers < 1) {
            throw new IllegalArgumentException(
                    "probability is %s for %d workers; needed are a probability between 0 and 1 and a worker"
                            .formatted(probability, workers));
        }
        double ofOne = Math.pow(probability, 1.0 / workers);
        return latest.size() < FEW
                ? longer(assumed, orderStatistic(ofOne).multipliedBy(2))
                : longer(orderStatistic(ofOne), logNormalLimit(ofOne));
    }

    private Duration orderStatistic(double probability) {
        if (latest.isEmpty()) {
            return Duration.ZERO;
        }
        List<Duration> sorted = new ArrayList<>(latest);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(probability * (sorted.size() + 1));
        return sorted.get(Math.min(rank, sorted.size()) - 1);
    }

    private Duration logNormalLimit(double probability) {
        int n = latest.size();
        double[] logs = latest.stream().mapToDouble(Startups::logMillis).toArray();
        double mean = Arrays.stream(logs).average().orElse(0);
        double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
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
