package dev.spillway.controller.prewarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

final class StartupsTest {

    private static final Duration ASSUMED = Duration.ofSeconds(90);

    private static Duration p99(Startups startups, Duration assumed) {
        return startups.allWithin(0.99, 1, assumed);
    }

    @Test
    void beforeAnythingIsMeasuredTheAssumedTimeCounts() {
        assertThat(p99(Startups.none(), ASSUMED)).isEqualTo(ASSUMED);
        assertThat(Startups.none().expected()).isEqualTo(Startups.UNMEASURED);
    }

    @Test
    void fewQuickStartsDoNotYetReplaceTheAssumedTime() {
        Startups startups = Startups.none();
        for (int i = 0; i < 9; i++) {
            startups = startups.measured(Duration.ofSeconds(3));
        }

        assertThat(p99(startups, ASSUMED)).isEqualTo(ASSUMED);
        assertThat(p99(startups.measured(Duration.ofSeconds(3)), ASSUMED))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(startups.expected()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void oneSlowStartCountsAtOnceAndIsForgottenInTheEnd() {
        Startups startups = Startups.none().measured(Duration.ofSeconds(80));
        for (int i = 0; i < 255; i++) {
            startups = startups.measured(Duration.ofSeconds(10));
        }

        assertThat(startups.allWithin(0.99, 10, Duration.ZERO)).isEqualTo(Duration.ofSeconds(80));
        assertThat(startups.measured(Duration.ofSeconds(10)).allWithin(0.99, 10, Duration.ZERO))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whatTheNextWorkerTakesShowsInTheLastFew() {
        Startups startups = Startups.none();
        for (int i = 0; i < 60; i++) {
            startups = startups.measured(Duration.ofSeconds(i < 40 ? 30 : 5));
        }

        assertThat(startups.expected()).isEqualTo(Duration.ofSeconds(5));
        for (int i = 1; i <= 20; i++) {
            startups = startups.measured(Duration.ofSeconds(i));
        }
        assertThat(startups.expected()).isEqualTo(Duration.ofSeconds(18));
        assertThat(p99(startups, Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aTimeThatCannotBeIsNoMeasurement() {
        Startups startups =
                Startups.none()
                        .measured(Duration.ofSeconds(-1))
                        .measured(Duration.ofMinutes(16))
                        .measured(Duration.ofSeconds(4));

        assertThat(startups.latest()).containsExactly(Duration.ofSeconds(4));
    }

    @Test
    void eachWorkerIsMeasuredOnce() {
        SequencedMap<String, Duration> ready = new LinkedHashMap<>();
        ready.put("a", Duration.ofSeconds(4));
        Startups once = Startups.none().measuring(ready);
        ready.put("b", Duration.ofSeconds(6));
        Startups twice = once.measuring(ready).measuring(ready);

        assertThat(twice.latest()).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(twice.counted()).containsExactly("a", "b");
    }

    @Test
    void moreWorkersTakeLonger() {
        Startups startups = Startups.none();
        for (int i = 1; i <= 100; i++) {
            startups = startups.measured(Duration.ofMillis(20_000 + 200L * i));
        }

        assertThat(startups.allWithin(0.99, 20, Duration.ZERO))
                .isGreaterThan(startups.allWithin(0.99, 1, Duration.ZERO));
        assertThat(p99(startups, Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void survivesARestartAsJson() {
        Startups startups = Startups.none().measured(Duration.ofMillis(12_345));
        JsonMapper json = JsonMapper.shared();

        assertThat(json.readValue(json.writeValueAsString(startups), Startups.class))
                .isEqualTo(startups);
    }

    /** Values of the usual tables. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # probability, degrees, quantile, tolerance
                    0.5,   1000000, 0.0,    0.001
                    0.99,  1000000, 2.326,  0.001
                    0.999, 1000000, 3.090,  0.001
                    0.99,  9,       2.821,  0.03
                    0.99,  30,      2.457,  0.01
                    0.01,  30,      -2.457, 0.01
                    """)
    void quantilesAreThoseOfTheTables(
            double probability, int degrees, double quantile, double tolerance) {
        assertThat(Quantiles.student(probability, degrees)).isCloseTo(quantile, within(tolerance));
    }
}
