package dev.spillway.controller.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

final class QueueDepthPolicyTest {

    private final QueueDepthPolicy policy = new QueueDepthPolicy();

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    50, 10, 5
                    10, 10, 1
                    5,  10, 1
                    0,  10, 0
                    11, 10, 2
                    1,  1,  1
                    9223372036854775807, 1, 2147483647
                    """)
    void wantsOneWorkerForEveryTargetBegun(long waiting, int target, int replicas) {
        assertThat(wanted(waiting, target)).isEqualTo(replicas);
    }

    @Test
    void wantsNeverLessForMore() {
        qt().forAll(
                        longs().between(0, 1_000_000),
                        longs().between(0, 1_000_000),
                        integers().between(1, 1000))
                .check(
                        (waiting, more, target) ->
                                wanted(waiting + more, target) >= wanted(waiting, target));
    }

    @Test
    void cannotSayAnythingWithoutAFreshSignal() {
        Load load = Load.ofDepth("e", 1000, 0);

        assertThat(recommend(new Signal.Stale(load, Duration.ofSeconds(9)), 10))
                .isEqualTo(new Recommendation.Hold(Reason.SIGNAL_STALE));
        assertThat(recommend(new Signal.Missing(), 10))
                .isEqualTo(new Recommendation.Hold(Reason.SIGNAL_MISSING));
    }

    private int wanted(long waiting, int target) {
        Signal signal = new Signal.Fresh(Load.ofDepth("e", waiting, 0), Duration.ZERO);
        return ((Recommendation.Replicas) recommend(signal, target)).replicas();
    }

    private Recommendation recommend(Signal signal, int target) {
        Observation seen =
                new Observation(
                        new Fleet(1, List.of()),
                        signal,
                        new Goal(target, 16, 0, 100, Duration.ofSeconds(10)));
        return policy.recommend(policy.initialState(), seen, Instant.EPOCH).recommendation();
    }
}
