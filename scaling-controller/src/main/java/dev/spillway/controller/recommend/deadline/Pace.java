package dev.spillway.controller.recommend.deadline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When the number of workers may change. It grows to the need at once, and then not again before
 * the same rise can be told from another. It shrinks by one when one fewer would have been enough
 * all through a calm time, unless that was tried at about this load and proved wrong.
 *
 * @param calmSince since when nothing has been missing
 * @param needs what it would have taken since then, each higher than all later ones; the oldest
 *     first
 * @param grown the last growth
 * @param offered to do with so many from now on, at the last decision
 * @param shrunk the last time one went because of that
 * @param refuted what proved to be too few
 */
public record Pace(
        Optional<Instant> calmSince,
        List<Need> needs,
        Optional<Growth> grown,
        Optional<Integer> offered,
        Optional<Instant> shrunk,
        Optional<Refuted> refuted) {

    static final Pace NEW =
            new Pace(
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /** One rise is followed by one step for this part of a start-up, */
    private static final int PART_OF_STARTUP = 4;

    /** and no longer than this. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A growth within this time of a shrinking proves the shrinking wrong. */
    private static final Duration PROOF = Duration.ofHours(1);

    /** A load that is lower by more than this share is another load. */
    private static final double OTHER_LOAD = 0.2;

    /** So many workers would have been enough, with a margin. */
    public record Need(Instant at, int replicas) {}

    /** So many workers were asked for. */
    public record Growth(Instant at, int replicas) {}

    /**
     * Fewer than so many were tried and were too few.
     *
     * @param load in busy servers, of then
     * @param until it is believed
     */
    public record Refuted(int replicas, double load, Instant until, Duration length) {}

    public Pace {
        needs = List.copyOf(needs);
    }

    /** Without a fresh observation nothing is calm. */
    Pace interrupted() {
        return calmSince.isEmpty() && needs.isEmpty()
                ? this
                : new Pace(Optional.empty(), List.of(), grown, offered, shrunk, refuted);
    }

    /** Sees what came of the last offer: a bound may have kept the worker. */
    Pace seeing(int desired, Instant now) {
        boolean went = offered.filter(replicas -> desired <= replicas).isPresent();
        return new Pace(
                calmSince,
                needs,
                grown,
                Optional.empty(),
                went ? Optional.of(now) : shrunk,
                refuted);
    }

    /** Adds a need, and forgets those from before the calm time. */
    Pace needing(int replicas, Instant now, Duration calm) {
        Instant from = now.minus(calm);
        List<Need> next = new ArrayList<>();
        for (Need need : needs) {
            if (need.replicas() > replicas && !need.at().isBefore(from)) {
                next.add(need);
            }
        }
        next.add(new Need(now, replicas));
        return new Pace(Optional.of(calmSince.orElse(now)), next, grown, offered, shrunk, refuted);
    }

    /** The most that was needed since it became calm. */
    int mostNeeded() {
        return needs.isEmpty() ? 0 : needs.getFirst().replicas();
    }

    /** Whether nothing has been missing for so long. */
    boolean isCalm(Instant now, Duration calm) {
        return calmSince.filter(since -> !since.plus(calm).isAfter(now)).isPresent();
    }

    /** The most that may be asked for now. */
    int ceiling(Instant now, Duration startup) {
        Duration part = startup.dividedBy(PART_OF_STARTUP);
        Duration pause = part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
        return grown.filter(
                        growth ->
                                growth.replicas() > 1
                                        && !now.isBefore(growth.at())
                                        && now.isBefore(growth.at().plus(pause)))
                .map(Growth::replicas)
                .orElse(Integer.MAX_VALUE);
    }

    /** After a growth to so many. */
    Pace grown(int replicas, double load, Instant now) {
        boolean isProof =
                shrunk.filter(at -> !at.isAfter(now) && at.plus(PROOF).isAfter(now)).isPresent();
        return new Pace(
                calmSince,
                needs,
                Optional.of(new Growth(now, replicas)),
                Optional.empty(),
                Optional.empty(),
                isProof ? Optional.of(refuted(replicas, load, now)) : refuted);
    }

    private Refuted refuted(int replicas, double load, Instant now) {
        Duration length =
                refuted.filter(last -> !isOther(load, last))
                        .map(last -> last.length().multipliedBy(2))
                        .orElse(PROOF);
        return new Refuted(replicas, load, now.plus(length), length);
    }

    /** After it said that so many are enough. */
    Pace offering(int replicas) {
        return new Pace(calmSince, needs, grown, Optional.of(replicas), shrunk, refuted);
    }

    /** Whether so few are known to be too few at such a load. */
    boolean refutes(int replicas, double load, Instant now) {
        return refuted.filter(
                        last ->
                                replicas < last.replicas()
                                        && now.isBefore(last.until())
                                        && !isOther(load, last))
                .isPresent();
    }

    private static boolean isOther(double load, Refuted last) {
        return load < (1 - OTHER_LOAD) * last.load();
    }
}
