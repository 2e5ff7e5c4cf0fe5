package dev.spillway.controller.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A number that a person has fixed, in a pool of 2 to 30 workers. */
final class PausedBoundsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Memory CALM = Memory.startingAt(NOW.minusSeconds(3600));
    private static final Signal LOST =
            new Signal.Stale(Load.ofDepth("e", 90, 90), Duration.ofSeconds(60));

    private static Limits paused(int at) {
        return new Limits(2, 30, 16, Behavior.AGGRESSIVE)
                .withPause(Optional.of(new Pause(at, NOW, "amy", "")));
    }

    private static Signal seen(long waiting) {
        return new Signal.Fresh(Load.ofDepth("e", waiting, 0), Duration.ZERO);
    }

    private static Bounded decide(
            int current, int wanted, Signal signal, Limits limits, Memory memory, Instant now) {
        return Bounds.apply(
                current,
                new Recommendation.Replicas(wanted, Reason.QUEUE_DEPTH),
                signal,
                limits,
                memory,
                now);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # current, wanted, paused at, capacity -> result, bound, without the pause
                    6,  1,  6,  99, 6,  PAUSED,   5
                    6,  20, 6,  99, 6,  PAUSED,   12
                    6,  6,  6,  99, 6,  PAUSED,   6
                    6,  6,  12, 99, 12, PAUSED,   6
                    6,  20, 2,  99, 2,  PAUSED,   12
                    6,  0,  0,  99, 0,  PAUSED,   5
                    6,  6,  40, 99, 40, PAUSED,   6
                    0,  9,  1,  99, 1,  PAUSED,   4
                    6,  6,  12, 8,  8,  CAPACITY, 6
                    6,  20, 6,  4,  4,  CAPACITY, 4
                    40, 1,  40, 35, 35, CAPACITY, 30
                    """)
    void aPersonStandsAboveAllButTheCapacity(
            int current, int wanted, int at, int capacity, int result, Bound binding, int without) {
        Limits limits = paused(at).withCapacity(capacity);
        Bounded bounded = decide(current, wanted, seen(0), limits, CALM, NOW);
        Bounded free =
                decide(current, wanted, seen(0), limits.withPause(Optional.empty()), CALM, NOW);

        assertThat(bounded.replicas()).isEqualTo(result);
        assertThat(bounded.binding()).isEqualTo(binding);
        assertThat(free.replicas()).isEqualTo(without);
        // The steps say what would have been: those without the pause come first.
        assertThat(bounded.steps().subList(0, free.steps().size())).isEqualTo(free.steps());
    }

    @Test
    void noFloorMovesIt() {
        Limits limits = paused(3).withFloors(List.of(new Floor(Bound.PREWARM_FLOOR, 9)));

        assertThat(decide(3, 2, seen(0), limits, CALM, NOW).replicas()).isEqualTo(3);
        assertThat(decide(3, 2, LOST, limits, CALM, NOW).replicas()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"6, 12", "6, 2"})
    void itNeedsNoMeasurement(int current, int at) {
        Bounded bounded = decide(current, 9, LOST, paused(at), CALM, NOW);

        assertThat(bounded.replicas()).isEqualTo(at);
        assertThat(bounded.binding()).isEqualTo(Bound.PAUSED);
    }

    @Test
    void afterItCalmIsWatchedAnew() {
        Bounded last = decide(9, 1, seen(0), paused(9), CALM, NOW);
        Limits free = paused(9).withPause(Optional.empty());
        Bounded early = decide(9, 1, seen(0), free, last.memory(), NOW.plusSeconds(299));
        Bounded late = decide(9, 1, seen(0), free, early.memory(), NOW.plusSeconds(300));

        assertThat(early.replicas()).isEqualTo(9);
        assertThat(early.binding()).isEqualTo(Bound.SCALE_DOWN_WINDOW);
        assertThat(late.replicas()).isEqualTo(8);
    }

    @Test
    void afterItANeedIsFollowedAtOnce() {
        Bounded last = decide(2, 9, seen(90), paused(2), CALM, NOW);
        Limits free = paused(2).withPause(Optional.empty());

        assertThat(decide(2, 9, seen(90), free, last.memory(), NOW.plusSeconds(1)).replicas())
                .isEqualTo(6);
    }

    @Test
    void aPolicyThatPacesItselfWaitsForItsCalmToo() {
        Limits limits = paused(9).withoutPace();
        Bounded last = decide(9, 1, seen(0), limits, CALM, NOW);
        Limits free = limits.withPause(Optional.empty());

        assertThat(decide(9, 1, seen(0), free, last.memory(), NOW.plusSeconds(299)).binding())
                .isEqualTo(Bound.SIGNAL);
        assertThat(last.replicas()).isEqualTo(9);
    }

    @Test
    void whateverHappensTheNumberIsTheirs() {
        qt().withExamples(2000)
                .forAll(
                        integers().between(0, 60),
                        integers().between(0, 60),
                        integers().between(0, 60),
                        integers().between(0, 60))
                .checkAssert(
                        (current, wanted, at, capacity) -> {
                            Limits limits = paused(at).withCapacity(capacity);
                            for (Signal signal : List.of(seen(wanted), LOST)) {
                                assertThat(
                                                decide(current, wanted, signal, limits, CALM, NOW)
                                                        .replicas())
                                        .isEqualTo(Math.min(at, capacity));
                            }
                        });
    }
}
