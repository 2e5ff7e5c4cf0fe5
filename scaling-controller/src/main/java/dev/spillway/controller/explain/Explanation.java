package dev.spillway.controller.explain;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Step;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Recommendation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A decision told to an engineer: first, in three lines, what happened, what the policy wanted and
 * what had the last word, and what would have to change to get more. Then what was seen, why the
 * policy wanted so many, every bound on the way and what people ordered; last, by which version of
 * which rules.
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
        new SeenWords(decision, question.tenant()).lines().forEach(this::say);
        wanted(decision.live());
        if (decision.live().steps().size() > 1) {
            heading("What limited it, step by step");
            decision.live().steps().forEach(this::limited);
        }
        decision.shadow().ifPresent(this::shadow);
        if (!decision.orders().isEmpty()) {
            heading("What was ordered");
            decision.orders().forEach(taken -> say(PauseWords.of(taken)));
        }
        heading(
                "Decided by %s%s; controller %s."
                        .formatted(
                                decision.live().policy(),
                                decision.shadow()
                                        .map(shadow -> "; in shadow " + shadow.policy())
                                        .orElse(""),
                                decision.controller()));
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
        String serving =
                question.tenant()
                        .filter(tenant -> !tenant.equals(decision.pool()))
                        .map(tenant -> ", which serves tenant %s,".formatted(tenant))
                        .orElse("");
        lines.add(
                "Pool %s%s %s at %s."
                        .formatted(
                                decision.pool(),
                                serving,
                                movement(live),
                                Words.moment(decision.at())));
        lines.add(verdict(live, bounds));
        lines.add("To get more workers: " + bounds.toGetMore());
        PauseWords.summary(decision).forEach(lines::add);
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

    private void wanted(Choice<?> choice) {
        heading(
                switch (choice.recommendation()) {
                    case Recommendation.Replicas(int replicas, _, _) -> "Why it wanted " + replicas;
                    case Recommendation.Hold _ -> "Why it could not say";
                });
        String reason = ReasonWords.of(choice.reason());
        say(Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".");
        List<Fact> facts = choice.recommendation().facts();
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        for (Fact fact : facts) {
            say("  %s  %s".formatted(padded(fact.name(), width), Words.number(fact.value())));
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private void limited(Step step) {
        say("%d became %d: %s.".formatted(step.before(), step.after(), bounds.rule(step.bound())));
    }

    private void shadow(Choice<?> shadow) {
        heading("In shadow");
        int more = shadow.to() - decision.to();
        say(
                "%s would have asked for %s, %s."
                        .formatted(
                                shadow.policy().split("/", 2)[0],
                                Words.count(shadow.to(), "worker"),
                                more == 0
                                        ? "the same"
                                        : Math.abs(more) + (more > 0 ? " more" : " fewer")));
        say(verdict(shadow, new BoundWords(decision, shadow)).replaceFirst("^The policy", "It"));
    }
}
