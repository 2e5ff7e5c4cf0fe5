package dev.spillway.controller.simulate.scenario;

import java.util.Optional;

/**
 * A number that somebody stated about a scenario, to be printed beside the measured one.
 *
 * @param what in plain words
 * @param contender of whose run it was stated
 * @param measure which number of the run it is
 * @param claimed the stated number
 * @param relation how a measured number stands up to it
 * @param toleranceRatio how far off "about" may be
 * @param note where statements contradict each other, or the measurement is not the same thing
 */
public record Claim(
        String what,
        String contender,
        Measure measure,
        double claimed,
        Relation relation,
        double toleranceRatio,
        Optional<String> note) {

    /** When a measured number bears a statement out. */
    public enum Relation {
        ABOUT,
        AT_MOST,
        AT_LEAST
    }

    public boolean holdsFor(double measured) {
        return switch (relation) {
            case ABOUT -> Math.abs(measured - claimed) <= toleranceRatio * Math.abs(claimed) + 1e-9;
            case AT_MOST -> measured <= claimed + 1e-9;
            case AT_LEAST -> measured >= claimed - 1e-9;
        };
    }

    /**
     * Which number.
     *
     * @param quantity what is measured
     * @param atSeconds when, for quantities over time
     * @param of the contender that is compared with, or the tenant, moment or pool meant; empty for
     *     all pools, and for the first moment
     */
    public record Measure(Quantity quantity, double atSeconds, String of) {}

    /** What can be measured. */
    public enum Quantity {
        /** Workers ready at a moment. */
        REPLICAS,
        /** Workers asked for at a moment. */
        DESIRED,
        /** Latency at a moment, in ms. */
        P95_AT,
        /** Requests in flight per ready worker at a moment. */
        IN_FLIGHT_PER_WORKER,
        /** Waiting requests at a moment. */
        WAITING,
        /** Processor time at a moment, 0 to 1. */
        CPU,
        /** The most workers asked for. */
        PEAK_DESIRED,
        /** The most workers at a time. */
        PEAK_REPLICAS,
        MEAN_REPLICAS,
        /** The fewest workers asked for after the warm-up. */
        LEAST_DESIRED,
        /** Latency of the whole run, in ms. */
        P50,
        P95,
        P99,
        /** The highest p95 of any stretch, in ms. */
        WORST_P95,
        /** Share of requests not in time, 0 to 1. */
        VIOLATIONS,
        /** The same of one tenant. */
        TENANT_VIOLATIONS,
        /** p95 of one tenant, in ms. */
        TENANT_P95,
        /** Requests of one tenant that began anew because their worker went. */
        TENANT_RESTARTS,
        DROPPED,
        COST,
        /** Cost of 30 days like this one. */
        MONTHLY_COST,
        /** Cost saved against another contender, 0 to 1. */
        SAVED,
        /** Busy share of slot time, 0 to 1. */
        UTILISATION,
        REVERSALS,
        SCALE_UPS,
        SCALE_DOWNS,
        OVERSHOOT,
        /** Seconds by which it decided before another contender, after the first moment. */
        EARLIER_THAN,
        /** Seconds from a moment until the workers that were asked for then had come. */
        COMPLETE_AFTER,
        /** Seconds from a moment to the decision. */
        DECIDED_AFTER,
        /** Seconds from a moment to more ready workers. */
        READY_AFTER,
        /** Seconds from a moment until all was well. */
        STABLE_AFTER
    }
}
