package dev.spillway.controller.simulate.score;

import dev.spillway.controller.cost.Money;

import java.util.List;

/**
 * What one run was worth.
 *
 * @param contender the policy's label
 * @param policyVersion the rules and their parameters
 * @param totals over all tenants and pools
 * @param tenants each by itself
 * @param pools each by itself, over time
 * @param paid for all workers by the end of each stretch of the pools' courses, from the start on
 * @param moments what followed on each of the scenario's moments
 */
public record Outcome(
        String contender,
        String policyVersion,
        long seed,
        Totals totals,
        List<TenantScore> tenants,
        List<PoolCourse> pools,
        List<Money> paid,
        List<MomentScore> moments) {

    public Outcome {
        tenants = List.copyOf(tenants);
        pools = List.copyOf(pools);
        paid = List.copyOf(paid);
        moments = List.copyOf(moments);
    }

    /**
     * The whole run.
     *
     * @param arrived requests after the warm-up
     * @param answered of those
     * @param dropped of those: refused or expired
     * @param unfinished of those: neither, when the simulation ended
     * @param violationRatio share of requests that were late, dropped or unfinished
     * @param meanTenantViolationRatio the same, each tenant and window counting the same
     * @param worstTenantAttainmentRatio the least of the tenants' shares of requests in time
     * @param windowsViolated windows of all tenants in which more than 5 % of the requests were not
     *     in time
     * @param windows windows of all tenants in which a request came
     * @param meanReplicas workers that cost money, on the average
     * @param peakReplicas the most at a time
     * @param replicaSeconds worker time that costs money
     * @param cost of that, by the scenario's price book
     * @param unusedRatio share of the ready workers' slot time in which a slot did nothing
     * @param overshootRatio how far the most that was wanted lies above the most that was needed
     * @param reversals changes of direction within ten minutes
     * @param scaleUps steps up
     * @param scaleDowns steps down
     * @param quotaRejections workers asked for beyond a quota
     * @param handedBack requests that began anew because their worker went
     * @param decisions made
     */
    public record Totals(
            long arrived,
            long answered,
            long dropped,
            long unfinished,
            double violationRatio,
            double meanTenantViolationRatio,
            double worstTenantAttainmentRatio,
            long windowsViolated,
            long windows,
            double meanMillis,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double meanReplicas,
            int peakReplicas,
            double replicaSeconds,
            Money cost,
            double unusedRatio,
            double overshootRatio,
            int reversals,
            int scaleUps,
            int scaleDowns,
            long quotaRejections,
            long handedBack,
            long decisions) {}

    /**
     * One tenant's part.
     *
     * @param handedBack requests that began anew because their worker went
     */
    public record TenantScore(
            String tenant,
            String pool,
            long arrived,
            long answered,
            long refused,
            long expired,
            long handedBack,
            double violationRatio,
            double meanWindowAttainmentRatio,
            double p50Millis,
            double p95Millis,
            double p99Millis) {}

    /**
     * One pool over time, a value per stretch of {@code stepSeconds}.
     *
     * @param desired workers asked for, at the end of each stretch
     * @param ready workers that took requests, at the end of each stretch
     * @param needed workers that the arriving work needed, were they never idle
     * @param waiting the most requests that waited
     * @param meanWaiting requests that waited, on the average of what was seen
     * @param inFlight requests in flight, on the average of what was seen
     * @param cpuRatio processor time of the ready workers as last measured
     * @param arrivedPerSecond requests that came
     * @param p95Millis of requests answered in the stretch; 0 without any
     * @param violationRatio share of the arrivals of the stretch that were not in time
     */
    // Written once and only read by the page, which wants columns.
    @SuppressWarnings("ArrayRecordComponent")
    public record PoolCourse(
            String pool,
            double stepSeconds,
            int[] desired,
            int[] ready,
            double[] needed,
            int[] waiting,
            double[] meanWaiting,
            double[] inFlight,
            double[] cpuRatio,
            double[] arrivedPerSecond,
            double[] p95Millis,
            double[] violationRatio) {}

    /**
     * What followed on a moment, until the next one.
     *
     * @param name of the moment
     * @param atSeconds virtual time
     * @param decidedAfterSeconds until more workers were asked for; negative if that never happened
     * @param readyAfterSeconds until more workers were ready; negative if that never happened
     * @param stableAfterSeconds until the last ten seconds in which more than 5 % of the requests
     *     were not in time had passed; 0 if there were none
     */
    public record MomentScore(
            String name,
            double atSeconds,
            double decidedAfterSeconds,
            double readyAfterSeconds,
            double stableAfterSeconds) {}
}
