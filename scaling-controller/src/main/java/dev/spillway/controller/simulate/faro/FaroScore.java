package dev.spillway.controller.simulate.faro;

import dev.spillway.controller.simulate.faro.plant.ReplicaLog;
import dev.spillway.controller.simulate.faro.serving.Tally;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What a run came to, by the definitions of the published results.
 *
 * @param requests of all tenants
 * @param violationRatio 1 less the mean over minutes of the mean over tenants of the share of the
 *     minute's requests that were answered within the target; refused ones were not
 * @param sloRatio share of all requests answered in strictly less than the target
 * @param tenantRatios of each tenant, the mean over its minutes of the share answered in time
 * @param failed requests refused
 * @param meanMillis mean latency of the answered requests
 * @param p99Millis 99th percentile of the same, to 0.1 ms
 * @param maxMillis the longest of the same
 * @param meanReplicas active replicas, mean over time until the last request ended
 * @param maxReplicas active replicas at most
 * @param replicaMinutes active replicas, integrated until the last request ended
 * @param podMinutes the same of pods: starting and idle ones count as well
 * @param lastEndSeconds when the last request ended
 */
public record FaroScore(
        long requests,
        double violationRatio,
        double sloRatio,
        List<Double> tenantRatios,
        long failed,
        double meanMillis,
        double p99Millis,
        double maxMillis,
        double meanReplicas,
        int maxReplicas,
        double replicaMinutes,
        double podMinutes,
        double lastEndSeconds) {

    public FaroScore {
        tenantRatios = List.copyOf(tenantRatios);
    }

    /** The lowest of the tenants' shares. */
    public double worstTenantRatio() {
        return tenantRatios.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    }

    static FaroScore of(List<Tally> tallies, ReplicaLog log) {
        long requests = sum(tallies, Tally::requests);
        long answered = sum(tallies, Tally::answered);
        long end = tallies.stream().mapToLong(Tally::lastEndNanos).max().orElse(0);
        return new FaroScore(
                requests,
                1 - totalRatio(tallies),
                (double) sum(tallies, Tally::strictlyInTime) / requests,
                tallies.stream().map(FaroScore::tenantRatio).toList(),
                sum(tallies, Tally::refused),
                tallies.stream().mapToDouble(Tally::sumNanos).sum() / answered / 1e6,
                percentileMillis(tallies, answered, 0.99),
                tallies.stream().mapToLong(Tally::maxNanos).max().orElse(0) / 1e6,
                log.replicaSeconds(end) / (end / 1e9),
                log.maxReplicas(),
                log.replicaSeconds(end) / 60,
                log.podSeconds(end) / 60,
                end / 1e9);
    }

    private static long sum(List<Tally> tallies, ToLongFunction<Tally> of) {
        return tallies.stream().mapToLong(of).sum();
    }

    private static double totalRatio(List<Tally> tallies) {
        int minutes = tallies.stream().mapToInt(Tally::minutes).max().orElse(0);
        return IntStream.range(0, minutes)
                .mapToObj(
                        minute ->
                                tallies.stream()
                                        .filter(tally -> tally.hasRequests(minute))
                                        .mapToDouble(tally -> tally.inTimeRatio(minute))
                                        .average())
                .flatMapToDouble(OptionalDouble::stream)
                .average()
                .orElse(1);
    }

    private static double tenantRatio(Tally tally) {
        return IntStream.range(0, tally.minutes())
                .filter(tally::hasRequests)
                .mapToDouble(tally::inTimeRatio)
                .average()
                .orElse(1);
    }

    private static double percentileMillis(List<Tally> tallies, long answered, double ratio) {
        List<int[]> histograms = tallies.stream().map(Tally::histogram).toList();
        double rank = ratio * (answered - 1);
        long below = 0;
        for (int step = 0; ; step++) {
            int i = step;
            long here = histograms.stream().mapToLong(of -> i < of.length ? of[i] : 0).sum();
            if (here > 0 && below + here > rank) {
                return (step + (rank - below + 0.5) / here) * Tally.STEP_NANOS / 1e6;
            }
            below += here;
            if (below >= answered) {
                return (step + 1) * Tally.STEP_NANOS / 1e6;
            }
        }
    }
}
