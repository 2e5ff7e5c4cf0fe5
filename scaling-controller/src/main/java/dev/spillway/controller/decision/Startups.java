package dev.spillway.controller.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * How long a pool's workers took to become ready.
 *
 * @param latest the last ones measured, oldest first
 * @param counted workers there are that were measured already, by name
 */
public record Startups(List<Duration> latest, List<String> counted) {

    /** Until one is measured. */
    public static final Duration UNMEASURED = Duration.ofSeconds(10);

    /**
     * A longer start says more about a clock that was set, or a corpus, than about the next one.
     */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int KEPT = 20;
    private static final double QUANTILE = 0.9;

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
                    if (!counted.contains(worker) && took.compareTo(LONGEST) <= 0) {
                        longer.add(took);
                    }
                });
        return new Startups(
                longer.subList(Math.max(0, longer.size() - KEPT), longer.size()),
                List.copyOf(ready.keySet()));
    }

    /** What nine of ten start-ups do not exceed. */
    public Duration expected() {
        if (latest.isEmpty()) {
            return UNMEASURED;
        }
        List<Duration> sorted = latest.stream().sorted().toList();
        return sorted.get((int) Math.ceil(QUANTILE * sorted.size()) - 1);
    }
}
