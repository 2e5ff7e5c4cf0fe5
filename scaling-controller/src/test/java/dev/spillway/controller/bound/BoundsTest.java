package dev.spillway.controller.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

final class BoundsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Memory CALM = Memory.startingAt(NOW.minusSeconds(3600));

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # current, wanted, in flight -> result, bound
                    2,  5,  0,   5,  NONE
                    2,  9,  0,   6,  SCALE_UP_RATE
                    6,  20, 0,   12, SCALE_UP_RATE
                    2,  0,  0,   2,  MIN_REPLICAS
                    28, 99, 0,   30, MAX_REPLICAS
                    0,  0,  0,   2,  MIN_REPLICAS
                    1,  9,  0,   5,  SCALE_UP_RATE
                    40, 0,  0,   30, SCALE_DOWN_RATE
                    6,  1,  0,   5,  SCALE_DOWN_RATE
                    30, 1,  0,   28, SCALE_DOWN_RATE
                    6,  5,  0,   5,  NONE
                    6,  1,  80,  5,  SCALE_DOWN_RATE
                    6,  1,  81,  6,  FEASIBILITY
                    30, 1,  464, 29, FEASIBILITY
                    6,  1,  999, 6,  FEASIBILITY
                    """)
    void bounds(int current, int wanted, long inFlight, int result, Bound binding) {
        Bounded bounded = decide(current, wanted, inFlight, limits(Behavior.AGGRESSIVE), CALM, NOW);

        assertThat(bounded.replicas()).isEqualTo(result);
        assertThat(bounded.binding()).isEqualTo(binding);
    }

    @Test
    void takesNothingAwayBeforeTheCalmIsLongEnough() {
        Memory young = Memory.startingAt(NOW.minusSeconds(299));

        Bounded early = decide(6, 1, 0, limits(Behavior.AGGRESSIVE), young, NOW);
        Bounded later =
                decide(6, 1, 0, limits(Behavior.AGGRESSIVE), early.memory(), NOW.plusSeconds(1));

        assertThat(early.replicas()).isEqualTo(6);
        assertThat(early.binding()).isEqualTo(Bound.SCALE_DOWN_WINDOW);
        assertThat(later.replicas()).isEqualTo(5);
    }

    @Test
    void keepsWhatWasNeededAtAnyMomentOfTheWindow() {
        Limits limits = limits(Behavior.AGGRESSIVE);
        Bounded busy = decide(6, 6, 0, limits, CALM, NOW);
        Bounded calm = decide(6, 1, 0, limits, busy.memory(), NOW.plusSeconds(300));
        Bounded after = decide(6, 1, 0, limits, calm.memory(), NOW.plusSeconds(301));

        assertThat(calm.binding()).isEqualTo(Bound.SCALE_DOWN_WINDOW);
        assertThat(after.replicas()).isEqualTo(5);
    }

    @Test
    void stepsDownOncePerPeriod() {
        Limits limits = limits(Behavior.AGGRESSIVE);
        Bounded first = decide(6, 1, 0, limits, CALM, NOW);
        Bounded second = decide(5, 1, 0, limits, first.memory(), NOW.plusSeconds(59));
        Bounded third = decide(5, 1, 0, limits, second.memory(), NOW.plusSeconds(60));

        assertThat(second.binding()).isEqualTo(Bound.SCALE_DOWN_PERIOD);
        assertThat(third.replicas()).isEqualTo(4);
    }

    @Test
    void givesTheWorkersOfAStepTimeToTakeTheBacklogOver() {
        Limits limits = limits(Behavior.AGGRESSIVE);
        Bounded first = decide(2, 4, 0, limits, CALM, NOW);
        Bounded second = decide(4, 6, 0, limits, first.memory(), NOW.plusSeconds(14));
        Bounded third = decide(4, 6, 0, limits, second.memory(), NOW.plusSeconds(15));

        assertThat(second.replicas()).isEqualTo(4);
        assertThat(second.binding()).isEqualTo(Bound.SCALE_UP_PERIOD);
        assertThat(third.replicas()).isEqualTo(6);
    }

    @Test
    void followsANeedOnlyWhenItLastsIfTheProfileSaysSo() {
        Limits limits = limits(Behavior.SLO);
        Bounded early = decide(4, 8, 0, limits, Memory.startingAt(NOW), NOW);
        Bounded late = decide(4, 8, 0, limits, early.memory(), NOW.plusSeconds(60));

        assertThat(early.binding()).isEqualTo(Bound.SCALE_UP_WINDOW);
        assertThat(late.replicas()).isEqualTo(6);
        assertThat(late.binding()).isEqualTo(Bound.SCALE_UP_RATE);
    }

    @Test
    void takesNothingAwayWithoutASignalAndStartsTheCalmAnew() {
        Limits limits = limits(Behavior.AGGRESSIVE);
        Bounded blind =
                Bounds.apply(
                        6,
                        new Recommendation.Hold(Reason.SIGNAL_MISSING),
                        new Signal.Missing(),
                        limits,
                        CALM,
                        NOW);
        Bounded seeing = decide(6, 1, 0, limits, blind.memory(), NOW.plusSeconds(299));

        assertThat(blind.replicas()).isEqualTo(6);
        assertThat(blind.binding()).isEqualTo(Bound.SIGNAL);
        assertThat(seeing.binding()).isEqualTo(Bound.SCALE_DOWN_WINDOW);
    }

    @Test
    void startsTheCalmAnewWhenTheStoreWasLost() {
        Limits limits = limits(Behavior.AGGRESSIVE);
        Bounded before = decide(6, 6, 0, limits, CALM, NOW);
        Bounded after =
                Bounds.apply(
                        6,
                        new Recommendation.Replicas(1, Reason.QUEUE_DEPTH),
                        new Signal.Fresh(Load.ofDepth("another", 0, 0), Duration.ZERO),
                        limits,
                        before.memory(),
                        NOW.plusSeconds(1000));

        assertThat(after.binding()).isEqualTo(Bound.SCALE_DOWN_WINDOW);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # current, wanted, floor, capacity -> result, bound
                    2,  0,  5,  30, 5,  SIGNAL
                    5,  0,  5,  30, 5,  SIGNAL
                    2,  9,  5,  30, 6,  SCALE_UP_RATE
                    7,  0,  5,  30, 6,  SCALE_DOWN_RATE
                    2,  0,  40, 30, 30, SIGNAL
                    2,  0,  9,  4,  4,  SIGNAL
                    2,  9,  0,  4,  4,  CAPACITY
                    6,  9,  0,  4,  4,  CAPACITY
                    9,  9,  0,  1,  1,  CAPACITY
                    0,  9,  9,  1,  1,  CAPACITY
                    9,  9,  0,  9,  9,  NONE
                    """)
    void floorsLiftAndCapacityCaps(
            int current, int wanted, int floor, int capacity, int result, Bound binding) {
        // Any bound may ask for a floor; here it stands for a schedule's.
        Limits limits =
                limits(Behavior.AGGRESSIVE)
                        .withFloors(List.of(new Floor(Bound.SIGNAL, floor)))
                        .withCapacity(capacity);
        Bounded bounded = decide(current, wanted, 0, limits, CALM, NOW);

        assertThat(bounded.replicas()).isEqualTo(result);
        assertThat(bounded.binding()).isEqualTo(binding);
    }

    @Test
    void aFloorIsReachedWithoutASignalAndWithoutThePolicy() {
        Bounded blind =
                Bounds.apply(
                        3,
                        new Recommendation.Hold(Reason.SIGNAL_MISSING),
                        new Signal.Missing(),
                        limits(Behavior.AGGRESSIVE)
                                .withFloors(List.of(new Floor(Bound.SIGNAL, 8)))
                                .withCapacity(7),
                        CALM,
                        NOW);

        assertThat(blind.replicas()).isEqualTo(7);
    }

    @Test
    void lessCapacityTakesNothingAwayWithoutASignal() {
        Bounded blind =
                Bounds.apply(
                        8,
                        new Recommendation.Hold(Reason.SIGNAL_MISSING),
                        new Signal.Missing(),
                        limits(Behavior.AGGRESSIVE).withCapacity(4),
                        CALM,
                        NOW);

        assertThat(blind.replicas()).isEqualTo(8);
    }

    @Test
    void aMemoryWithoutWhatIsIrrelevantAnswersLikeAWholeOne() {
        qt().withExamples(300)
                .forAll(
                        lists().of(integers().between(0, 6)).ofSizeBetween(1, 60),
                        integers().between(0, 60))
                .check(
                        (wants, window) -> {
                            Memory memory = Memory.startingAt(NOW);
                            for (int i = 0; i < wants.size(); i++) {
                                memory =
                                        memory.remembering(
                                                "e",
                                                wants.get(i),
                                                NOW.plusSeconds(i),
                                                Duration.ofSeconds(60));
                            }
                            List<Integer> inWindow =
                                    wants.subList(
                                            Math.max(0, wants.size() - 1 - window), wants.size());
                            Instant last = NOW.plusSeconds(wants.size() - 1);
                            Duration span = Duration.ofSeconds(window);
                            return memory.mostWanted(span, last) == Collections.max(inWindow)
                                    && memory.leastWanted(span, last) == Collections.min(inWindow)
                                    && memory.wants().size() <= 2 * 7;
                        });
    }

    @Test
    void neverLeavesMinimumAndMaximum() {
        qt().forAll(
                        integers().between(0, 60),
                        integers().between(0, Integer.MAX_VALUE),
                        integers().between(0, 5000),
                        integers().between(0, 600))
                .check(
                        (current, wanted, inFlight, secondsOfCalm) -> {
                            Memory memory = Memory.startingAt(NOW.minusSeconds(secondsOfCalm));
                            int result =
                                    decide(
                                                    current,
                                                    wanted,
                                                    inFlight,
                                                    limits(profile(wanted)),
                                                    memory,
                                                    NOW)
                                            .replicas();
                            return result >= 2 && result <= 30;
                        });
    }

    @Test
    void wantsNeverFewerForMoreWaiting() {
        qt().forAll(
                        integers().between(0, 40),
                        integers().between(0, 400),
                        integers().between(0, 400),
                        integers().between(0, 600))
                .check(
                        (current, waiting, more, secondsOfCalm) -> {
                            Memory memory = Memory.startingAt(NOW.minusSeconds(secondsOfCalm));
                            return byWaiting(current, waiting + more, memory)
                                    >= byWaiting(current, waiting, memory);
                        });
    }

    @Test
    void neverMovesMoreThanAStepWithinItsRange() {
        qt().forAll(integers().between(2, 30), integers().between(0, 100))
                .check(
                        (current, wanted) -> {
                            int result =
                                    decide(
                                                    current,
                                                    wanted,
                                                    0,
                                                    limits(Behavior.AGGRESSIVE),
                                                    CALM,
                                                    NOW)
                                            .replicas();
                            return result <= Math.max(2 * current, current + 4)
                                    && result >= current - 2;
                        });
    }

    private static Behavior profile(int seed) {
        return Behavior.PROFILES.get(seed % Behavior.PROFILES.size());
    }

    private static int byWaiting(int current, int waiting, Memory memory) {
        Load load = Load.ofDepth("e", waiting, 0);
        return Bounds.apply(
                        current,
                        new Recommendation.Replicas(Math.ceilDiv(waiting, 10), Reason.QUEUE_DEPTH),
                        new Signal.Fresh(load, Duration.ZERO),
                        limits(Behavior.AGGRESSIVE),
                        memory,
                        NOW)
                .replicas();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # current, wanted, in flight, floor -> result, bound
                    2,  2,  0,   9,  9,  PREWARM_FLOOR
                    2,  0,  0,   9,  9,  PREWARM_FLOOR
                    2,  99, 0,   9,  9,  SCALE_UP_RATE
                    2,  5,  0,   3,  5,  NONE
                    9,  0,  0,   9,  9,  PREWARM_FLOOR
                    12, 0,  0,   9,  11, SCALE_DOWN_RATE
                    10, 0,  0,   9,  9,  PREWARM_FLOOR
                    9,  12, 0,   9,  12, NONE
                    2,  2,  0,   99, 30, PREWARM_FLOOR
                    2,  2,  0,   1,  2,  NONE
                    40, 0,  0,   9,  30, SCALE_DOWN_RATE
                    """)
    void aScheduleSetsAFloorAndNeverACeiling(
            int current, int wanted, long inFlight, int floor, int result, Bound binding) {
        Limits limits = prewarmed(floor);

        Bounded bounded = decide(current, wanted, inFlight, limits, CALM, NOW);

        assertThat(bounded.replicas()).isEqualTo(result);
        assertThat(bounded.binding()).isEqualTo(binding);
    }

    @Test
    void aFloorHoldsWithoutAMeasurementToo() {
        Limits limits = prewarmed(9);
        Recommendation hold = new Recommendation.Hold(Reason.SIGNAL_MISSING);

        Bounded bounded =
                Bounds.apply(1, hold, new Signal.Missing(), limits, Memory.startingAt(NOW), NOW);

        assertThat(bounded.replicas()).isEqualTo(9);
        assertThat(bounded.steps())
                .containsExactly(
                        new Step(Bound.MIN_REPLICAS, 1, 2), new Step(Bound.PREWARM_FLOOR, 2, 9));
    }

    @Test
    void afterAFloorTheCalmOfItsWindowCounts() {
        Bounded held = decide(9, 0, 0, prewarmed(9), Memory.startingAt(NOW), NOW);
        Instant end = NOW.plusSeconds(300);

        Bounded released = decide(9, 0, 0, limits(Behavior.AGGRESSIVE), held.memory(), end);

        assertThat(held.replicas()).isEqualTo(9);
        assertThat(released.replicas()).isEqualTo(8);
    }

    private static Limits prewarmed(int floor) {
        return limits(Behavior.AGGRESSIVE)
                .withFloors(List.of(new Floor(Bound.PREWARM_FLOOR, floor)));
    }

    private static Limits limits(Behavior behavior) {
        return new Limits(2, 30, 16, behavior);
    }

    private static Bounded decide(
            int current, int wanted, long inFlight, Limits limits, Memory memory, Instant now) {
        return Bounds.apply(
                current,
                new Recommendation.Replicas(wanted, Reason.QUEUE_DEPTH),
                new Signal.Fresh(Load.ofDepth("e", 0, inFlight), Duration.ZERO),
                limits,
                memory,
                now);
    }
}
