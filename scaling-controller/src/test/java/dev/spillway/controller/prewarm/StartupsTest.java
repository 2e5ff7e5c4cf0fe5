package dev.spillway.controller.prewarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;

final class StartupsTest {

    @Test
    void beforeAnythingIsMeasuredTheAssumedTimeCounts() {
        assertThat(Startups.assuming(Duration.ofSeconds(90)).p99())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void fewQuickStartsDoNotYetReplaceTheAssumedTime() {
        Startups startups = Startups.assuming(Duration.ofSeconds(90));
        for (int i = 0; i < 9; i++) {
            startups = startups.measured(Duration.ofSeconds(3));
        }

        assertThat(startups.p99()).isEqualTo(Duration.ofSeconds(90));
        assertThat(startups.measured(Duration.ofSeconds(3)).p99()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void oneSlowStartCountsAtOnceAndIsForgottenInTheEnd() {
        Startups startups = Startups.assuming(Duration.ZERO).measured(Duration.ofSeconds(80));
        for (int i = 0; i < 255; i++) {
            startups = startups.measured(Duration.ofSeconds(10));
        }

        assertThat(startups.allWithin(0.99, 10)).isEqualTo(Duration.ofSeconds(80));
        assertThat(startups.measured(Duration.ofSeconds(10)).allWithin(0.99, 10))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void moreWorkersTakeLonger() {
        Startups startups = Startups.assuming(Duration.ZERO);
        for (int i = 1; i <= 100; i++) {
            startups = startups.measured(Duration.ofMillis(20_000 + 200L * i));
        }

        assertThat(startups.allWithin(0.99, 20)).isGreaterThan(startups.allWithin(0.99, 1));
        assertThat(startups.p99()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void survivesARestartAsJson() {
        Startups startups =
                Startups.assuming(Duration.ofSeconds(90)).measured(Duration.ofMillis(12_345));
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
