package dev.spillway.controller.decision;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.bound.Step;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.Stateless;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Decisions and what they are made from, for tests. */
public final class Examples {

    public static final Instant NOW = Instant.parse("2026-01-05T02:47:13Z");

    private Examples() {}

    /** A decision of pool {@code shared} in which only what is given matters. */
    public static Decision decision(Instant at, int from, int to, Bound bound) {
        return new Decision(
                Decision.FORMAT,
                "0.1.0",
                at,
                "shared",
                seen(90, 48, from),
                limits(),
                choice(at, from, to, bound),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public static Choice<Stateless> choice(Instant at, int from, int to, Bound bound) {
        return new Choice<>(
                "queue-depth/1",
                standing(from, Memory.startingAt(at.minusSeconds(3600))),
                new Recommendation.Replicas(
                        9, Reason.QUEUE_DEPTH, new Fact("waiting requests", 90)),
                List.of(new Step(Bound.SCALE_UP_RATE, 9, 7)),
                bound,
                to);
    }

    public static Decision withShadow(Decision decision, Choice<?> shadow) {
        return new Decision(
                decision.format(),
                decision.controller(),
                decision.at(),
                decision.pool(),
                decision.seen(),
                decision.limits(),
                decision.live(),
                Optional.of(shadow),
                decision.allotment(),
                decision.orders());
    }

    public static Standing<Stateless> standing(int desired, Memory memory) {
        return new Standing<>(desired, new Stateless(), memory, Optional.empty());
    }

    public static Limits limits() {
        return new Limits(2, 15, 16, Behavior.AGGRESSIVE);
    }

    /** Two tenants, of whom media has most of what waits, and as many ready workers as desired. */
    public static Observation seen(long waiting, long inFlight, int desired) {
        return new Observation(
                new Fleet(
                        desired,
                        IntStream.rangeClosed(1, desired)
                                .mapToObj(
                                        number ->
                                                worker(
                                                        number,
                                                        WorkerView.State.READY,
                                                        -60 - number))
                                .toList()),
                new Signal.Fresh(load(waiting, inFlight), Duration.ofMillis(2)),
                new Goal(10, 16, 2, 15, Duration.ofMillis(9_800)));
    }

    public static WorkerView worker(int number, WorkerView.State state, long readyInSeconds) {
        Instant ready = NOW.plusSeconds(readyInSeconds);
        return new WorkerView(
                "shared-" + number,
                state,
                Optional.of(ready.minusMillis(9_800)),
                Optional.of(ready),
                OptionalDouble.empty());
    }

    public static Load load(long waiting, long inFlight) {
        return new Load(
                "e1",
                waiting,
                inFlight,
                List.of(
                        tenant("bakery", 1, 1000, waiting / 10, inFlight / 2),
                        tenant("media", 4, 350, waiting - waiting / 10, inFlight - inFlight / 2)),
                Optional.empty());
    }

    private static TenantLoad tenant(
            String name, double weight, long deadlineMillis, long waiting, long inFlight) {
        return new TenantLoad(
                name,
                weight,
                Duration.ofMillis(deadlineMillis),
                waiting,
                inFlight,
                waiting > 0 ? Duration.ofMillis(4_200) : Duration.ZERO,
                100_000 + waiting + inFlight,
                Duration.ofMillis(200),
                Duration.ofMillis(200));
    }
}
