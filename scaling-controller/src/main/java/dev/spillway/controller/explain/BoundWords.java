package dev.spillway.controller.explain;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Floor;
import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Each bound in words: what it says here, and what would loosen it. */
final class BoundWords {

    private final Decision decision;
    private final Choice<?> choice;
    private final Limits limits;
    private final Behavior behavior;
    private final Memory memory;

    BoundWords(Decision decision, Choice<?> choice) {
        this.decision = decision;
        this.choice = choice;
        this.limits = decision.limits();
        this.behavior = limits.behavior();
        this.memory = choice.before().memory();
    }

    /** What it says here, as a sentence without its end. */
    String rule(Bound bound) {
        return switch (bound) {
            case NONE -> "nothing limits it";
            case SIGNAL ->
                    isFresh()
                            ? "no worker goes before fresh numbers have come for %s without a break"
                                    .formatted(Words.duration(behavior.scaleDownWindow()))
                            : "without fresh numbers the pool keeps what it has";
            case MIN_REPLICAS -> "the minimum is " + limits.minReplicas();
            case PREWARM_FLOOR ->
                    "a prewarm schedule asks for at least " + Words.count(floor(bound), "worker");
            case MAX_REPLICAS -> "the maximum is " + limits.maxReplicas();
            case CAPACITY ->
                    capacity()
                            .map(CapacityWords::rule)
                            .orElseGet(
                                    () ->
                                            "this pool's part of the capacity is "
                                                    + Words.count(
                                                            limits.capacityReplicas().orElse(0),
                                                            "worker"));
            case SCALE_UP_WINDOW ->
                    "a need is followed once it has lasted "
                            + Words.duration(behavior.scaleUpWindow());
            case SCALE_UP_PERIOD ->
                    "the last step up was %s before, and %s lie between two: its workers first"
                            .formatted(
                                    ago(memory.lastUp()), Words.duration(behavior.scaleUpPeriod()));
            case SCALE_UP_RATE ->
                    "one step adds at most %s or %s %% of those there are, whichever is more"
                            .formatted(
                                    Words.count(behavior.scaleUpReplicas(), "worker"),
                                    Words.number(100 * behavior.scaleUpRatio()));
            case SCALE_DOWN_WINDOW ->
                    "workers go once fewer have been enough for "
                            + Words.duration(behavior.scaleDownWindow());
            case SCALE_DOWN_PERIOD ->
                    "the last step down was %s before, and %s lie between two"
                            .formatted(
                                    ago(memory.lastDown()),
                                    Words.duration(behavior.scaleDownPeriod()));
            case SCALE_DOWN_RATE ->
                    choice.from() > limits.maxReplicas()
                            ? "a pool above its maximum goes there first: to "
                                    + limits.maxReplicas()
                            : "one step takes %s %% of the workers, at least 1%s"
                                    .formatted(
                                            Words.number(100 * behavior.scaleDownRatio()),
                                            behavior.scaleDownReplicas() == Integer.MAX_VALUE
                                                    ? ""
                                                    : " and at most "
                                                            + behavior.scaleDownReplicas());
            case FEASIBILITY ->
                    "the %s at hand fill %s of %s"
                            .formatted(
                                    Words.count(atHand(), "request"),
                                    Words.count(
                                            Math.ceilDiv(atHand(), limits.slotsPerWorker()),
                                            "worker"),
                                    Words.count(limits.slotsPerWorker(), "slot"));
            case PAUSED -> PauseWords.rule(limits.pause());
        };
    }

    /** What would have to change to get more workers: a sentence without its beginning. */
    String toGetMore() {
        return switch (choice.bound()) {
            case NONE ->
                    "they come with more load; to have them all the same, raise %s, now %d."
                            .formatted(field("minReplicas"), limits.minReplicas());
            case SIGNAL ->
                    isFresh()
                            ? fewer("it shrinks once numbers have come for long enough")
                            : "bring the numbers back: the controller must reach Redis; to add workers by hand meanwhile, raise %s, now %d."
                                    .formatted(field("minReplicas"), limits.minReplicas());
            case MIN_REPLICAS ->
                    "the load needs no more; to have them all the same, raise %s, now %d."
                            .formatted(field("minReplicas"), limits.minReplicas());
            case PREWARM_FLOOR ->
                    "the load needs no more; to have them all the same, raise the workers of the schedule's window, now %d, or %s, now %d."
                            .formatted(
                                    floor(Bound.PREWARM_FLOOR),
                                    field("minReplicas"),
                                    limits.minReplicas());
            case MAX_REPLICAS ->
                    "raise %s, now %d.".formatted(field("maxReplicas"), limits.maxReplicas());
            case CAPACITY ->
                    capacity()
                            .map(words -> words.toGetMore(field("share.%s")))
                            .orElse("make room: lower the guarantees of other pools.");
            case SCALE_UP_WINDOW ->
                    "wait: if the need lasts, it is followed at %s at the latest; or shorten %s, now %s."
                            .formatted(
                                    Words.time(decision.at().plus(behavior.scaleUpWindow())),
                                    field("behavior.scaleUpWindow"),
                                    Words.duration(behavior.scaleUpWindow()));
            case SCALE_UP_PERIOD ->
                    "wait: the next step up may come at %s; or shorten %s, now %s."
                            .formatted(
                                    Words.time(
                                            memory.lastUp()
                                                    .orElse(decision.at())
                                                    .plus(behavior.scaleUpPeriod())),
                                    field("behavior.scaleUpPeriod"),
                                    Words.duration(behavior.scaleUpPeriod()));
            case SCALE_UP_RATE ->
                    "wait: the next step up may come at %s; or raise %s, now %d: the minimum is reached at once."
                            .formatted(
                                    Words.time(decision.at().plus(behavior.scaleUpPeriod())),
                                    field("minReplicas"),
                                    limits.minReplicas());
            case SCALE_DOWN_WINDOW, SCALE_DOWN_PERIOD, SCALE_DOWN_RATE, FEASIBILITY ->
                    fewer("it shrinks step by step while that lasts");
            case PAUSED -> PauseWords.toGetMore(decision.pool());
        };
    }

    private String fewer(String then) {
        return "the policy wants fewer than there are, and %s; to hold more, raise %s, now %d."
                .formatted(then, field("minReplicas"), limits.minReplicas());
    }

    private int floor(Bound bound) {
        return limits.floors().stream()
                .filter(floor -> floor.bound() == bound)
                .mapToInt(Floor::replicas)
                .max()
                .orElse(0);
    }

    /** Where a field of the pool is written. */
    private String field(String name) {
        boolean dedicated =
                load().filter(load -> load.tenants().size() == 1)
                        .filter(load -> load.tenants().getFirst().tenant().equals(decision.pool()))
                        .isPresent();
        return dedicated
                ? "autoscaling.%s of Tenant %s".formatted(name, decision.pool())
                : "%s of Pool %s".formatted(name, decision.pool());
    }

    private String ago(Optional<Instant> event) {
        return event.map(at -> Words.duration(Duration.between(at, decision.at()).abs()))
                .orElse("some time");
    }

    /** The plan is about the choice that was carried out, not about one in shadow. */
    private Optional<CapacityWords> capacity() {
        return decision.allotment()
                .filter(_ -> choice.equals(decision.live()))
                .map(allotment -> new CapacityWords(allotment, decision.pool()));
    }

    private boolean isFresh() {
        return decision.seen().signal() instanceof Signal.Fresh;
    }

    private long atHand() {
        return load().map(load -> load.waiting() + load.inFlight()).orElse(0L);
    }

    private Optional<Load> load() {
        return SeenWords.load(decision.seen().signal());
    }
}
