package dev.spillway.controller.decision;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Step;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;

import java.util.List;
import java.util.Optional;

/**
 * One policy's part of a decision: where it stood, what it wanted, and what became of that.
 *
 * @param policy the rules and their parameters, by version
 * @param before where it stood
 * @param recommendation what it wanted before any bound, and why
 * @param steps every bound that changed the number, in order
 * @param bound the one that had the last word
 * @param to workers asked for from now on
 */
public record Choice<S>(
        String policy,
        Standing<S> before,
        Recommendation recommendation,
        List<Step> steps,
        Bound bound,
        int to) {

    public Choice {
        steps = List.copyOf(steps);
    }

    /** Workers asked for before. */
    public int from() {
        return before.desired();
    }

    public boolean changesSomething() {
        return from() != to;
    }

    /** Workers the policy wanted; absent when it could not say. */
    public Optional<Integer> wanted() {
        return switch (recommendation) {
            case Recommendation.Replicas(int replicas, _, _) -> Optional.of(replicas);
            case Recommendation.Hold _ -> Optional.empty();
        };
    }

    public Reason reason() {
        return recommendation.reason();
    }

    /** Whether it says the same as another, measurements apart. */
    boolean saysTheSameAs(Choice<?> other) {
        return policy.equals(other.policy)
                && from() == other.from()
                && to == other.to
                && bound == other.bound
                && reason() == other.reason();
    }
}
