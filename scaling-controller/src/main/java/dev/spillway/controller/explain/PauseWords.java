package dev.spillway.controller.explain;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Step;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Pause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people have fixed and ordered, in words. */
final class PauseWords {

    private PauseWords() {}

    /** As a sentence without its end. */
    static String rule(Optional<Pause> pause) {
        return pause.map(
                        fixed ->
                                "%s paused it at %s at %s%s"
                                        .formatted(
                                                fixed.by(),
                                                Words.count(fixed.replicas(), "worker"),
                                                Words.moment(fixed.since()),
                                                because(fixed.reason())))
                .orElse("it is paused");
    }

    static String toGetMore(String pool) {
        return "spillway scale %s --replicas N; or let it scale automatically again: spillway resume %s"
                .formatted(pool, pool);
    }

    /** More lines of the summary of a decision about a paused pool. */
    static List<String> summary(Decision decision) {
        List<String> lines = new ArrayList<>();
        Optional<Pause> pause = decision.limits().pause();
        if (pause.isEmpty()) {
            return lines;
        }
        if (decision.live().bound() != Bound.PAUSED) {
            lines.add("There is a pause too: %s.".formatted(rule(pause)));
        }
        int without = without(decision);
        lines.add(
                "Without the pause it would %s."
                        .formatted(
                                without == decision.to()
                                        ? "ask for as many now"
                                        : "ask for %s now"
                                                .formatted(Words.count(without, "worker"))));
        return lines;
    }

    /** The number before the pause had its say; where that changed nothing, the pause's own. */
    private static int without(Decision decision) {
        return decision.live().steps().stream()
                .filter(step -> step.bound() == Bound.PAUSED)
                .map(Step::before)
                .findFirst()
                .orElseGet(decision.limits().pause().map(Pause::replicas)::orElseThrow);
    }

    static String of(Order.Taken taken) {
        Order order = taken.order();
        return "%s: %s%s, by %s%s."
                .formatted(
                        Words.moment(taken.at()),
                        order.kind().word(),
                        order.replicas().isPresent()
                                ? " at " + Words.count(order.replicas().getAsInt(), "worker")
                                : "",
                        order.by(),
                        because(order.reason()));
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : " (\"%s\")".formatted(reason);
    }
}
