package dev.spillway.controller.recommend.hpa.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.hpa.calculator.Fix;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

final class LegacyNormalizationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final LegacyNormalization rules = new LegacyNormalization(Tuning.DEFAULT, Set.of());

    @ParameterizedTest(name = "{5}")
    @CsvSource(
            textBlock =
                    """
                    '',              5, 5, 1, 5,         the first stands
                    '4@60',          5, 5, 2, 4 5,       upwards nothing is held
                    '9@60',          5, 9, 2, 9 5,       the highest of the look-back wins
                    '9@60 7@30',     5, 9, 3, 9 7 5,     all are kept
                    '9@301',         5, 5, 1, 5,         a stale one is replaced
                    '9@300',         5, 9, 2, 9 5,       the edge is not stale
                    '9@400 8@301 7@10', 5, 7, 3, 9 5 7,  the last stale slot is reused
                    '9@10 8@400',    5, 9, 2, 9 5,       wherever it is
                    """)
    void holdsBackScaleDowns(
            String past, int desired, int stabilized, int slots, String kept, String name) {
        Stabilized result = rules.stabilize(desired, memory(past), NOW);

        assertThat(result.replicas()).as(name).isEqualTo(stabilized);
        assertThat(result.memory().recommendations()).as(name).hasSize(slots);
        assertThat(replicas(result.memory())).as(name).isEqualTo(kept);
    }

    @Test
    void forgetsEverythingStaleOnlyOnDemand() {
        HpaMemory past = memory("9@400 8@301 7@10");

        assertThat(replicas(rules.stabilize(5, past, NOW).memory())).isEqualTo("9 5 7");
        assertThat(
                        replicas(
                                new LegacyNormalization(Tuning.DEFAULT, Set.of(Fix.FORGET_STALE))
                                        .stabilize(5, past, NOW)
                                        .memory()))
                .isEqualTo("7 5");
    }

    @ParameterizedTest(name = "from {0} to {1} within {2}..{3}: {4} by {5}")
    @CsvSource(
            textBlock =
                    """
                    1,  9,  1, 20, 4,  SCALE_UP_LIMIT
                    2,  9,  1, 20, 4,  SCALE_UP_LIMIT
                    3,  9,  1, 20, 6,  SCALE_UP_LIMIT
                    3,  6,  1, 20, 6,  DESIRED_WITHIN_RANGE
                    3,  6,  1, 6,  6,  DESIRED_WITHIN_RANGE
                    3,  9,  1, 6,  6,  TOO_MANY_REPLICAS
                    3,  9,  1, 5,  5,  TOO_MANY_REPLICAS
                    3,  0,  2, 5,  2,  TOO_FEW_REPLICAS
                    0,  9,  0, 20, 4,  SCALE_UP_LIMIT
                    0,  0,  0, 20, 0,  DESIRED_WITHIN_RANGE
                    10, 3,  5, 20, 5,  TOO_FEW_REPLICAS
                    """)
    void doublesAtMostAndKeepsBounds(
            int current, int desired, int min, int max, int replicas, LimitReason reason) {
        assertThat(rules.limit(current, desired, min, max))
                .isEqualTo(new Limited(replicas, reason));
    }

    @Test
    void takesTheFactorItIsGiven() {
        LegacyNormalization eightfold = new LegacyNormalization(Tuning.OF_UPSTREAM_TESTS, Set.of());
        assertThat(eightfold.scaleUpLimit(3)).isEqualTo(24);
        assertThat(
                        new LegacyNormalization(Tuning.DEFAULT.withScaleUpFactor(1.5), Set.of())
                                .scaleUpLimit(5))
                .isEqualTo(7);
    }

    static HpaMemory memory(String past) {
        if (past.isEmpty()) {
            return HpaMemory.EMPTY;
        }
        List<Recommended> all =
                Arrays.stream(past.split(" ", -1))
                        .map(entry -> entry.split("@", -1))
                        .map(
                                parts ->
                                        new Recommended(
                                                Integer.parseInt(parts[0]),
                                                NOW.minus(
                                                        Duration.ofSeconds(
                                                                Long.parseLong(parts[1])))))
                        .toList();
        return HpaMemory.EMPTY.withRecommendations(all);
    }

    static String replicas(HpaMemory memory) {
        return memory.recommendations().stream()
                .map(past -> "" + past.replicas())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
