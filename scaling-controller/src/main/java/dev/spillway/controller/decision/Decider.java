package dev.spillway.controller.decision;

import dev.spillway.controller.bound.Bounded;
import dev.spillway.controller.bound.Bounds;
import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;

import java.time.Instant;
import java.util.Optional;

/**
 * The one step from an observation to a number of workers: a pure function, the same for the live
 * loop, for a policy in shadow, for a replay and for a simulation. It is to be taken at least once
 * in {@link Standing#LONGEST_PAUSE}; a longer pause breaks the calm that a step down needs.
 */
public final class Decider {

    private Decider() {}

    /** A choice, and where the pool stands after it. */
    public record Decided<S>(Choice<S> choice, Standing<S> next) {}

    /**
     * Lets a policy recommend, and brings that within bounds.
     *
     * @param before where the pool stands with this policy; it alone says how many workers were
     *     asked for, so that a policy in shadow goes its own way
     * @param seen what is known of the pool
     * @param limits the pool's; windows and rates are left out for a policy that paces itself
     * @param now by the clock
     */
    public static <S> Decided<S> decide(
            Policy<S> policy, Standing<S> before, Observation seen, Limits limits, Instant now) {
        Instant moment = before.momentAt(now);
        Standing<S> standing = before.continuedAt(moment, policy);
        int from = standing.desired();
        Observation own =
                new Observation(
                        new Fleet(from, seen.fleet().workers()), seen.signal(), seen.goal());
        Advice<S> advice = policy.recommend(standing.state(), own, moment);
        Bounded bounded =
                Bounds.apply(
                        from,
                        advice.recommendation(),
                        seen.signal(),
                        policy.pacesItself() ? limits.withoutPace() : limits,
                        standing.memory(),
                        moment);
        return new Decided<>(
                new Choice<>(
                        policy.version(),
                        before,
                        advice.recommendation(),
                        bounded.steps(),
                        bounded.binding(),
                        bounded.replicas()),
                new Standing<>(
                        bounded.replicas(), advice.next(), bounded.memory(), Optional.of(moment)));
    }

    /** Makes a recorded choice once more. */
    public static <S> Choice<S> again(Policy<S> policy, Choice<S> recorded, Decision decision) {
        return decide(policy, recorded.before(), decision.seen(), decision.limits(), decision.at())
                .choice();
    }
}
