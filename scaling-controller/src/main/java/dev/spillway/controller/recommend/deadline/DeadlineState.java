package dev.spillway.controller.recommend.deadline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the deadline policy remembers.
 *
 * @param epoch of the queue's store
 * @param at the last fresh observation
 * @param tracks one for each tenant seen then
 * @param calmSince since when nothing has been missing
 * @param needs what it would have taken since then, each higher than all later ones; the oldest
 *     first
 * @param verdict the last one worked out, good until something changes
 */
public record DeadlineState(
        String epoch,
        Optional<Instant> at,
        List<Track> tracks,
        Optional<Instant> calmSince,
        List<Need> needs,
        Optional<Verdict> verdict) {

    /** So many workers would have been enough, with a margin. */
    record Need(Instant at, int replicas) {}

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
    record Verdict(Instant at, double load, int workers, int need, int safe, double missShare) {}

    static final DeadlineState NOTHING =
            new DeadlineState(
                    "", Optional.empty(), List.of(), Optional.empty(), List.of(), Optional.empty());

    public DeadlineState {
        tracks = List.copyOf(tracks);
        needs = List.copyOf(needs);
    }

    /** Without a fresh observation nothing is calm. */
    DeadlineState interrupted() {
        return calmSince.isEmpty() && needs.isEmpty() && verdict.isEmpty()
                ? this
                : new DeadlineState(
                        epoch, at, tracks, Optional.empty(), List.of(), Optional.empty());
    }

    /** The most that was needed since it became calm. */
    int mostNeeded() {
        return needs.isEmpty() ? 0 : needs.getFirst().replicas();
    }

    /** Adds a need and forgets those from before a moment. */
    static List<Need> remembering(List<Need> needs, Need latest, Instant from) {
        List<Need> next = new ArrayList<>();
        for (Need need : needs) {
            if (need.replicas() > latest.replicas() && !need.at().isBefore(from)) {
                next.add(need);
            }
        }
        next.add(latest);
        return next;
    }
}
