package dev.spillway.controller.explain;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Step;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A decision told to an engineer: first what happened and what had the last word, then what was
 * seen, what the policy wanted and why, what limited it, and what would have to change to get more.
 */
public final class Explanation {

    /** Decisions that say the same are recorded at least so often. */
    private static final Duration RECORDED_EVERY = Duration.ofSeconds(60);

    private final Question question;
    private final Decision decision;
    private final BoundWords bounds;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Question question, Decision decision) {
        this.question = question;
        this.decision = decision;
        this.bounds = new BoundWords(decision, decision.live());
    }

    /**
     * What somebody asks.
     *
     * @param tenant whose name was given, if it was a tenant's
     * @param at the time asked about
     * @param lastChange the last decision before that changed something, where it is known
     */
    public record Question(Optional<String> tenant, Instant at, Optional<Decision> lastChange) {}

    /** Explains the decision that held at the time asked about. */
    public static List<String> of(Decision decision, Question question) {
        return new Explanation(question, decision).tell();
    }

    private List<String> tell() {
        summary();
        heading("What was seen");
        seen();
        heading("What the policy wanted, and why");
        wanted(decision.live());
        heading("What limited it");
        limited(decision.live());
        heading("To get more workers");
        say(bounds.toGetMore());
        decision.shadow().ifPresent(this::shadow);
        return List.copyOf(lines);
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text);
    }

    private void say(String text) {
        lines.add("  " + text);
    }

    private void summary() {
        Choice<?> live = decision.live();
        lines.add(
                "Pool %s %s at %s."
                        .formatted(decision.pool(), movement(live), Words.moment(decision.at())));
        lines.add(verdict(live, bounds));
        question.tenant()
                .filter(tenant -> !tenant.equals(decision.pool()))
                .ifPresent(
                        tenant -> lines.add("Tenant %s is served by this pool.".formatted(tenant)));
        Duration before = Duration.between(decision.at(), question.at());
        if (before.compareTo(RECORDED_EVERY) > 0) {
            lines.add(
                    "No later decision is on record up to %s, %s later: did the controller run?"
                            .formatted(Words.moment(question.at()), Words.duration(before)));
        }
        question.lastChange()
                .filter(_ -> !live.changesSomething())
                .ifPresent(
                        change ->
                                lines.add(
                                        "It last changed at %s, from %d to %s."
                                                .formatted(
                                                        Words.moment(change.at()),
                                                        change.from(),
                                                        Words.count(change.to(), "worker"))));
    }

    private static String movement(Choice<?> choice) {
        return choice.changesSomething()
                ? "went from %d to %s".formatted(choice.from(), Words.count(choice.to(), "worker"))
                : "stayed at " + Words.count(choice.to(), "worker");
    }

    private static String verdict(Choice<?> choice, BoundWords words) {
        String wanted =
                choice.wanted()
                        .map(replicas -> "The policy wanted " + replicas)
                        .orElse("The policy could not say how many it wants");
        return choice.bound() == Bound.NONE
                ? wanted + ", and nothing stood in the way."
                : "%s%s %s."
                        .formatted(
                                wanted,
                                choice.wanted().isPresent() ? ", but" : ":",
                                words.rule(choice.bound()));
    }

    static Optional<Load> load(Signal signal) {
        return switch (signal) {
            case Signal.Fresh(Load load, _) -> Optional.of(load);
            case Signal.Stale(Load load, _) -> Optional.of(load);
            case Signal.Missing _ -> Optional.empty();
        };
    }

    private void seen() {
        switch (decision.seen().signal()) {
            case Signal.Fresh(Load load, Duration age) -> numbers(load, age, "");
            case Signal.Stale(Load load, Duration age) ->
                    numbers(load, age, ": too old to act upon");
            case Signal.Missing _ ->
                    say("The queue's numbers were never read since the controller started.");
        }
        workers(decision.seen().fleet());
    }

    private void numbers(Load load, Duration age, String judgement) {
        say(
                "%s waiting, %d in flight. These numbers were %s old%s."
                        .formatted(
                                Words.count(load.waiting(), "request"),
                                load.inFlight(),
                                Words.duration(age),
                                judgement));
        load.latency()
                .ifPresent(
                        latency ->
                                say(
                                        "Answers took %s in the mean; 95 of 100 at most %s."
                                                .formatted(
                                                        Words.duration(latency.mean()),
                                                        Words.duration(latency.p95()))));
        Optional<String> asked = question.tenant();
        for (TenantLoad tenant : load.tenants()) {
            if (asked.filter(tenant.tenant()::equals).isPresent()) {
                tenant(tenant);
            }
        }
        if (asked.isPresent()
                && load.tenants().stream().noneMatch(each -> each.tenant().equals(asked.get()))) {
            say("Tenant %s was not among them.".formatted(asked.get()));
        }
        if (asked.isEmpty()) {
            load.tenants().stream()
                    .filter(tenant -> tenant.waiting() > 0)
                    .max(java.util.Comparator.comparingLong(TenantLoad::waiting))
                    .ifPresent(this::tenant);
        }
    }

    private void tenant(TenantLoad tenant) {
        say(
                "Tenant %s: %d waiting, %d in flight%s; promised within %s%s."
                        .formatted(
                                tenant.tenant(),
                                tenant.waiting(),
                                tenant.inFlight(),
                                tenant.waiting() > 0
                                        ? ", the oldest for " + Words.duration(tenant.oldestAge())
                                        : "",
                                Words.duration(tenant.deadline()),
                                tenant.serviceMean().isZero()
                                        ? ""
                                        : "; a request takes "
                                                + Words.duration(tenant.serviceMean())));
    }

    private void workers(Fleet fleet) {
        int draining = fleet.workers().size() - fleet.ready() - fleet.starting();
        int unborn = Math.max(0, fleet.desired() - fleet.ready() - fleet.starting());
        StringBuilder line = new StringBuilder();
        line.append("Workers: %d asked for; %d ready".formatted(fleet.desired(), fleet.ready()));
        append(line, fleet.starting(), "starting");
        append(line, unborn, "not begun");
        append(line, draining, "draining");
        say(line.append('.').toString());
        nextReady(fleet)
                .ifPresent(
                        at ->
                                say(
                                        "The next one is expected to be ready in %s; a start takes %s here."
                                                .formatted(
                                                        Words.duration(
                                                                Duration.between(
                                                                        decision.at(), at)),
                                                        Words.duration(
                                                                decision.seen()
                                                                        .goal()
                                                                        .startup()))));
    }

    private static void append(StringBuilder line, int count, String what) {
        if (count > 0) {
            line.append(", ").append(count).append(' ').append(what);
        }
    }

    private static Optional<Instant> nextReady(Fleet fleet) {
        return fleet.workers().stream()
                .filter(worker -> worker.state() == WorkerView.State.STARTING)
                .flatMap(worker -> worker.ready().stream())
                .min(Instant::compareTo);
    }

    private void wanted(Choice<?> choice) {
        String reason = Words.words(choice.reason());
        say(
                switch (choice.recommendation()) {
                    case Recommendation.Replicas(int replicas, _, _) ->
                            "%s wanted %s (%s)%s"
                                    .formatted(
                                            choice.policy(),
                                            Words.count(replicas, "worker"),
                                            reason,
                                            choice.recommendation().facts().isEmpty()
                                                    ? "."
                                                    : ", from:");
                    case Recommendation.Hold _ ->
                            "%s could not say (%s).".formatted(choice.policy(), reason);
                });
        List<Fact> facts = choice.recommendation().facts();
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        for (Fact fact : facts) {
            say("  %s  %s".formatted(padded(fact.name(), width), Words.number(fact.value())));
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private void limited(Choice<?> choice) {
        if (choice.steps().isEmpty()) {
            say(
                    choice.bound() == Bound.NONE
                            ? "Nothing did."
                            : "Nothing is changed: %s.".formatted(bounds.rule(choice.bound())));
            return;
        }
        int last = choice.steps().size() - 1;
        for (int i = 0; i <= last; i++) {
            Step step = choice.steps().get(i);
            say(
                    "%d became %d: %s%s."
                            .formatted(
                                    step.before(),
                                    step.after(),
                                    bounds.rule(step.bound()),
                                    i == last && last > 0 ? " (the last word)" : ""));
        }
    }

    private void shadow(Choice<?> shadow) {
        heading("In shadow");
        int more = shadow.to() - decision.to();
        say(
                "%s would have asked for %s, %s."
                        .formatted(
                                shadow.policy(),
                                Words.count(shadow.to(), "worker"),
                                more == 0
                                        ? "the same"
                                        : Math.abs(more) + (more > 0 ? " more" : " fewer")));
        say(verdict(shadow, new BoundWords(decision, shadow)).replaceFirst("^The policy", "It"));
    }
}
