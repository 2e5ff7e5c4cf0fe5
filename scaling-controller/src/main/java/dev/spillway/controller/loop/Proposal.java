package dev.spillway.controller.loop;

import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import java.time.Instant;

/**
 * What a pool would do next if it had all capacity to itself.
 *
 * @param at the moment of the decision
 * @param seen what is known of the pool
 * @param limits the bounds that hold, capacity apart
 * @param choice what it would choose
 */
record Proposal(Instant at, Observation seen, Limits limits, Choice<?> choice) {

    /** Whether nobody knows what the pool needs, so that nothing may be taken from it. */
    boolean isBlind() {
        return limits.pause().isEmpty()
                && (!(seen.signal() instanceof Signal.Fresh)
                        || choice.recommendation() instanceof Recommendation.Hold);
    }
}
