package dev.spillway.loadtest.verdict;

import static dev.spillway.loadtest.verdict.Runs.check;
import static dev.spillway.loadtest.verdict.Runs.evidence;
import static dev.spillway.loadtest.verdict.Runs.judged;
import static dev.spillway.loadtest.verdict.Runs.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.TenantLoad;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

/** The run of {@link Runs} has 20 s of warm phase, from second 5, and two slices in it. */
class WarmBaselineTest {

    private static final String NAME = "warm phase calm";

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # warm, spike, recover p95, result
            300,    300,   300,         PASS
            330,    300,   300,         PASS
            331,    300,   300,         WARN
            450,    300,   300,         WARN
            451,    300,   300,         INVALID
            300,    300,   9000,        PASS
            """)
    void comparesWithTheSameLoadAfterTheSpike(int warm, int spike, int recover, Result expected) {
        Verdict verdict = judged(evidence(run(warm, spike, recover)));

        assertThat(check(verdict, NAME).result()).isEqualTo(expected);
        assertThat(verdict.result()).isGreaterThanOrEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # from second to second, latency then, result
            15,     25,               331,    WARN
            15,     25,               330,    PASS
            23,     25,               900,    INVALID
            24.1,   25,               900,    PASS
            """)
    void comparesWithTheCalmPartOfItself(double from, double to, int millis, Result expected) {
        List<Sample> run =
                samples(
                        sample ->
                                Duration.ofMillis(
                                        isBetween(sample, from, to)
                                                ? millis
                                                : sample.phase() == Phase.RECOVER ? 9_000 : 300));

        assertThat(check(judged(evidence(run)), NAME).result()).isEqualTo(expected);
    }

    @Test
    void saysWhatADisturbanceDoesToTheRatios() {
        Check check = check(judged(evidence(run(600, 600, 300))), NAME);

        assertThat(check.measured())
                .isEqualTo("2.00x (300 -> 600 ms): disturbed, the ratios look too good");
    }

    @Test
    void leavesAFailAFailBecauseTheMeasureWasTooMild() {
        Verdict verdict = judged(evidence(run(600, 2_000, 300)));

        assertThat(check(verdict, NAME).result()).isEqualTo(Result.WARN);
        assertThat(verdict.result()).isEqualTo(Result.FAIL);
    }

    @Test
    void warnsWhenTheRunIsTooShortToTell() {
        Scenario shortRun =
                new Scenario(
                        List.of(new TenantLoad("media", "premium", 2, 0)),
                        "media",
                        10,
                        new Scenario.Lengths(1, 2, 2, 2));
        Evidence nothing = new Evidence(shortRun, Runs.START, List.of(), List.of());

        Check check = new WarmBaseline(Thresholds.DEFAULT).check(nothing, Result.PASS);

        assertThat(check.result()).isEqualTo(Result.WARN);
        assertThat(check.measured()).isEqualTo("no stretch of 100 samples to compare with");
    }

    private static List<Sample> run(int warm, int spike, int recover) {
        return samples(
                sample ->
                        Duration.ofMillis(
                                switch (sample.phase()) {
                                    case RAMP, WARM -> warm;
                                    case SPIKE -> spike;
                                    case RECOVER -> recover;
                                }));
    }

    private static boolean isBetween(Sample sample, double from, double to) {
        double second = Duration.between(Runs.START, sample.intended()).toMillis() / 1_000.0;
        return from <= second && second < to;
    }
}
