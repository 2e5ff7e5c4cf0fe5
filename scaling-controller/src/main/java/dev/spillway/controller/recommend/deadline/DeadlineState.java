package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.traffic.Watch;

import java.time.Instant;
import java.util.Optional;

/**
 * What the deadline policy remembers.
 *
 * @param watch the pool's load
 * @param pace when it may shrink, and when it may grow again
 * @param verdict the last one worked out, good until something changes
 */
public record DeadlineState(Watch watch, Pace pace, Optional<Verdict> verdict) {

    static final DeadlineState NOTHING =
            new DeadlineState(Watch.NOTHING, Pace.NEW, Optional.empty());

    /**
     * What was found.
     *
     * @param at when
     * @param load servers busy at the rates of then
     * @param workers ready and on their way then
     * @param need the fewest workers that keep the target
     * @param safe the fewest that keep half of it with a margin
     * @param missShare predicted with the workers of then
     */
    public record Verdict(
            Instant at, double load, int workers, int need, int safe, double missShare) {}

    /** Without a fresh observation nothing is calm. */
    DeadlineState interrupted() {
        return new DeadlineState(watch, pace.interrupted(), Optional.empty());
    }
}
