package dev.spillway.controller.decision;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Step;
import dev.spillway.controller.recommend.Reason;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One decision with all that led to it.
 *
 * @param at when
 * @param pool about which pool
 * @param policy the rules it was made by
 * @param inputs what was known
 * @param from workers asked for before
 * @param recommended workers the policy wanted, before any bound; absent when it could not say
 * @param reason why the policy wanted that
 * @param steps every bound that changed the number, in order
 * @param bound the one that had the last word
 * @param to workers asked for from now on
 */
public record Decision(
        Instant at,
        String pool,
        String policy,
        Inputs inputs,
        int from,
        Optional<Integer> recommended,
        Reason reason,
        List<Step> steps,
        Bound bound,
        int to) {

    public Decision {
        steps = List.copyOf(steps);
    }

    /**
     * What a decision was made from.
     *
     * @param waiting requests that waited; absent when that was not known
     * @param inFlight requests that workers held; absent when that was not known
     * @param ageMillis how old those numbers were
     */
    public record Inputs(
            Optional<Long> waiting,
            Optional<Long> inFlight,
            Optional<Long> ageMillis,
            int targetQueueDepth,
            int minReplicas,
            int maxReplicas,
            int slotsPerWorker,
            String behavior) {}

    public boolean changesSomething() {
        return from != to;
    }

    /** Whether it says the same as another, measurements apart. */
    boolean saysTheSameAs(Decision other) {
        return from == other.from
                && to == other.to
                && bound == other.bound
                && reason == other.reason;
    }
}
