package dev.spillway.controller.decision;

import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.recommend.Policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a pool stands between two decisions of one policy: all that the next one must know of those
 * before it.
 *
 * @param desired workers the last decision asked for
 * @param state the policy's own
 * @param memory the bounds' own
 * @param decidedAt when the last decision was made; absent before the first
 */
public record Standing<S>(int desired, S state, Memory memory, Optional<Instant> decidedAt) {

    /** A longer pause between two decisions breaks the series of measurements. */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /**
     * A clock that steps back by no more is waited for: the moment of the decision stands still.
     */
    static final Duration SMALL_STEP_BACK = Duration.ofSeconds(5);

    public Standing {
        if (desired < 0) {
            throw new IllegalArgumentException(
                    "desired is %d; it cannot be negative".formatted(desired));
        }
    }

    /**
     * Takes over what is there, knowing nothing.
     *
     * @param running workers found running
     */
    public static <S> Standing<S> startingAt(Policy<S> policy, int running, Instant now) {
        return new Standing<>(
                running, policy.initialState(), Memory.startingAt(now), Optional.empty());
    }

    /**
     * Takes other workers for what was asked for; nobody watched meanwhile, so calm starts anew.
     */
    public Standing<S> takingOver(int running, Instant now) {
        return new Standing<>(running, state, memory.interruptedAt(now), decidedAt);
    }

    /** The clock jumped ahead: calm starts anew. */
    public Standing<S> interruptedAt(Instant now) {
        return new Standing<>(desired, state, memory.interruptedAt(now), decidedAt);
    }

    /**
     * The moment of a decision: the clock's, but never before the last one by a small step back.
     */
    Instant momentAt(Instant now) {
        return decidedAt
                .filter(last -> now.isBefore(last))
                .filter(last -> Duration.between(now, last).compareTo(SMALL_STEP_BACK) <= 0)
                .orElse(now);
    }

    /**
     * This, or what is left of it after a pause or a step of the clock: a policy's state that lies
     * in the future is of no use, and calm that nobody watched is none.
     */
    Standing<S> continuedAt(Instant moment, Policy<S> policy) {
        if (decidedAt.isEmpty()) {
            return this;
        }
        if (moment.isBefore(decidedAt.get())) {
            return new Standing<>(
                    desired, policy.initialState(), memory.startedAnewAt(moment), decidedAt);
        }
        boolean paused = Duration.between(decidedAt.get(), moment).compareTo(LONGEST_PAUSE) > 0;
        return paused ? interruptedAt(moment) : this;
    }
}
