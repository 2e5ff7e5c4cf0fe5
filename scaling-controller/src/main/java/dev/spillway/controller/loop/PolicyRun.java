package dev.spillway.controller.loop;

import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Comparison;
import dev.spillway.controller.decision.Decider;
import dev.spillway.controller.decision.Note;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.decision.Standing;
import dev.spillway.controller.prewarm.Startups;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One policy at work on one pool, with all it remembers. */
final class PolicyRun<S> {

    private final String pool;
    private final Notebook.Role role;
    private final Policy<S> policy;
    private Standing<S> standing;
    private final Optional<Note<S>> found;
    private Optional<Decider.Decided<S>> weighed = Optional.empty();

    private PolicyRun(
            String pool,
            Notebook.Role role,
            Policy<S> policy,
            Standing<S> standing,
            Optional<Note<S>> found) {
        this.pool = pool;
        this.role = role;
        this.policy = policy;
        this.standing = standing;
        this.found = found;
    }

    /**
     * Goes on where an earlier controller stopped, or takes over what is there.
     *
     * @param running workers found running
     */
    static <S> PolicyRun<S> resume(
            Notebook notebook,
            String pool,
            Notebook.Role role,
            Policy<S> policy,
            int running,
            Instant now) {
        Optional<Note<S>> found = notebook.read(pool, role, policy);
        Standing<S> standing =
                found.map(note -> resumed(note.standing(), role, running, now))
                        .orElseGet(() -> Standing.startingAt(policy, running, now));
        return new PolicyRun<>(pool, role, policy, standing, found);
    }

    /** After a long time, what was asked for says less than what is there. */
    private static <S> Standing<S> resumed(
            Standing<S> noted, Notebook.Role role, int running, Instant now) {
        boolean longAgo =
                noted.decidedAt()
                        .map(last -> Duration.between(last, now))
                        .filter(gap -> gap.abs().compareTo(Standing.LONGEST_PAUSE) <= 0)
                        .isEmpty();
        return longAgo && role == Notebook.Role.LIVE ? noted.takingOver(running, now) : noted;
    }

    /** Begins with a policy that nothing was noted about. */
    static <S> PolicyRun<S> start(
            String pool, Notebook.Role role, Policy<S> policy, int running, Instant now) {
        return new PolicyRun<>(
                pool, role, policy, Standing.startingAt(policy, running, now), Optional.empty());
    }

    /** What an earlier controller noted. */
    Optional<Note<S>> found() {
        return found;
    }

    String version() {
        return policy.version();
    }

    int desired() {
        return standing.desired();
    }

    void takeOver(int running, Instant now) {
        standing = standing.takingOver(running, now);
    }

    void interrupt(Instant now) {
        standing = standing.interruptedAt(now);
    }

    /** What it would choose; nothing is remembered of it before it is carried out. */
    Choice<S> weigh(Observation seen, Limits limits, Instant now) {
        weighed = Optional.of(Decider.decide(policy, standing, seen, limits, now));
        return weighed.get().choice();
    }

    /** Goes on from the choice that was weighed last. */
    Choice<S> carryOut() {
        Decider.Decided<S> decided = weighed.orElseThrow();
        weighed = Optional.empty();
        standing = decided.next();
        return decided.choice();
    }

    void note(
            Notebook notebook,
            Startups startups,
            Optional<Note.Sighting> sighting,
            Optional<Comparison> comparison) {
        notebook.write(pool, role, policy, new Note<>(standing, startups, sighting, comparison));
    }
}
