package dev.spillway.loadtest.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;

import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class VerdictPropertiesTest {

    private static final int EXAMPLES = 50;

    @Test
    void percentilesAreSamplesInOrder() {
        qt().withExamples(EXAMPLES * 10)
                .forAll(lists().of(longs().between(0, 1_000_000)).ofSizeBetween(1, 300))
                .checkAssert(
                        values -> {
                            long[] sorted =
                                    values.stream().mapToLong(Long::longValue).sorted().toArray();
                            long p50 = Latency.nearestRank(sorted, 50);
                            long p95 = Latency.nearestRank(sorted, 95);

                            assertThat(values).contains(p50, p95);
                            assertThat(p50).isLessThanOrEqualTo(p95);
                            assertThat(values.stream().filter(value -> value > p95).count())
                                    .isLessThanOrEqualTo(values.size() / 20);
                        });
    }

    @Test
    void aSlowerSpikeNeverMakesAVerdictBetter() {
        qt().withExamples(EXAMPLES)
                .forAll(doubles().between(0.5, 3), doubles().between(1, 2))
                .checkAssert(
                        (factor, worse) ->
                                assertThat(victims(factor * worse))
                                        .isGreaterThanOrEqualTo(victims(factor)));
    }

    @Test
    void scalingEveryLatencyChangesNoVictimsResult() {
        qt().withExamples(EXAMPLES)
                .forAll(integers().between(1, 50))
                .checkAssert(
                        times ->
                                assertThat(
                                                Runs.judged(
                                                                Runs.evidence(
                                                                        Runs.samples(
                                                                                sample ->
                                                                                        Duration
                                                                                                .ofMillis(
                                                                                                        10L
                                                                                                                        * times
                                                                                                                + 0L
                                                                                                                        * sample
                                                                                                                                .attempts()))))
                                                        .result())
                                        .isEqualTo(Result.PASS));
    }

    @Test
    void everySampleIsInExactlyOneWindow() {
        List<Sample> samples = Runs.samples();

        List<Window> windows = Runs.judged(Runs.evidence(samples)).windows();

        assertThat(windows.stream().mapToInt(Window::sent).sum()).isEqualTo(samples.size());
        assertThat(windows)
                .allSatisfy(
                        window -> assertThat(window.latency().count()).isEqualTo(window.sent()));
    }

    @Test
    void windowsCarryTheReplicasOfTheirSeconds() {
        List<Window> windows = Runs.judged(Runs.evidence(Runs.samples())).windows();

        assertThat(windows)
                .filteredOn(
                        window -> window.startSeconds() == 30 && window.tenant().equals("media"))
                .singleElement()
                .satisfies(
                        window -> {
                            assertThat(window.maxRunning()).isEqualTo(4);
                            assertThat(window.maxWaiting()).isEqualTo(40);
                        });
    }

    private static Result victims(double factor) {
        List<Sample> run =
                Runs.samples(
                        sample ->
                                Duration.ofNanos(
                                        Math.round(
                                                (sample.phase() == Phase.SPIKE ? factor : 1)
                                                        * 300_000_000)));
        return Runs.check(Runs.judged(Runs.evidence(run)), "worst victim's p95").result();
    }
}
