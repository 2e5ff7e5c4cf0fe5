package dev.spillway.controller.loop;

import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Comparison;
import dev.spillway.controller.decision.Note;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.prewarm.Startups;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A policy beside the live one. It sees what the live one sees, and remembers what it would have
 * asked for itself; what it never sees is what the load would have become under it.
 */
final class ShadowRun {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowRun.class);

    private final String pool;
    private final Function<String, Policy<?>> policies;
    private final Notebook notebook;
    private Optional<String> name = Optional.empty();
    private Optional<PolicyRun<?>> run = Optional.empty();
    private Optional<Comparison> comparison = Optional.empty();

    ShadowRun(String pool, Function<String, Policy<?>> policies, Notebook notebook) {
        this.pool = pool;
        this.policies = policies;
        this.notebook = notebook;
    }

    Optional<Comparison> comparison() {
        return comparison;
    }

    /** Runs the policy of that name from now on; goes on where it stopped if it ran before. */
    void follow(Optional<String> wanted, int desired, Instant now) {
        if (wanted.equals(name)) {
            return;
        }
        name = wanted;
        run =
                wanted.map(
                        policy ->
                                PolicyRun.resume(
                                        notebook,
                                        pool,
                                        Notebook.Role.SHADOW,
                                        policies.apply(policy),
                                        desired,
                                        now));
        comparison = run.map(started -> noted(started).orElseGet(() -> Comparison.startingAt(now)));
        if (wanted.isEmpty()) {
            notebook.remove(pool, Notebook.Role.SHADOW);
        }
    }

    private static Optional<Comparison> noted(PolicyRun<?> run) {
        Optional<? extends Note<?>> found = run.found();
        return found.flatMap(Note::comparison);
    }

    void interrupt(Instant now) {
        run.ifPresent(running -> running.interrupt(now));
    }

    /** What it would choose. A policy in shadow that fails harms nobody: it is left out. */
    Optional<Choice<?>> choose(Observation seen, Limits limits, Choice<?> live, Instant now) {
        try {
            Optional<Choice<?>> choice = run.map(running -> chosen(running, seen, limits, now));
            choice.ifPresent(
                    would ->
                            comparison =
                                    comparison.map(sums -> sums.with(now, live.to(), would.to())));
            return choice;
        } catch (RuntimeException e) {
            LOG.warn("the policy in shadow of pool {} failed and is left out", pool, e);
            run = Optional.empty();
            comparison = Optional.empty();
            return Optional.empty();
        }
    }

    private static Choice<?> chosen(
            PolicyRun<?> run, Observation seen, Limits limits, Instant now) {
        run.weigh(seen, limits, now);
        return run.carryOut();
    }

    void note() {
        run.ifPresent(
                running -> running.note(notebook, Startups.none(), Optional.empty(), comparison));
    }
}
