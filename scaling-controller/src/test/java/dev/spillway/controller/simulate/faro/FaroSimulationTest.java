package dev.spillway.controller.simulate.faro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.controller.simulate.faro.control.FaroController;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

final class FaroSimulationTest {

    private static final double MEAN_SERVICE_SECONDS = 0.154284;

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1, 8.65
                    2, 4.64
                    3, 3.30
                    """)
    void inPermanentOverloadLatencyAndLossAreThoseOfTheFullQueue(
            int replicas, double expectedSeconds) {
        int perMinute = (int) (3 * replicas * 60 / MEAN_SERVICE_SECONDS);

        FaroScore score = run(trace(30, perMinute), replicas, 7);

        assertThat(score.meanMillis() / 1000).isCloseTo(expectedSeconds, within(0.15));
        assertThat(score.failed())
                .isCloseTo(
                        (long) (30 * perMinute - replicas * 1800 / MEAN_SERVICE_SECONDS),
                        within(300L));
    }

    @Test
    void withoutQueueingARequestTakesItsServiceAndTwoRoutings() {
        FaroScore score = run(trace(60, 30), 10, 3);

        assertThat(score.meanMillis()).isCloseTo(163.5, within(1.5));
        assertThat(score.violationRatio()).isZero();
        assertThat(score.failed()).isZero();
    }

    @Test
    void everyRequestEndsOnceAndTheSameSeedGivesTheSameScore() {
        FaroTrace trace = trace(10, 900, 1, 300);

        FaroScore score = run(trace, 2, 42);

        assertThat(score.requests()).isEqualTo(trace.requests()).isEqualTo(12_010);
        assertThat(run(trace, 2, 42)).isEqualTo(score);
        assertThat(run(trace, 2, 43)).isNotEqualTo(score);
        assertThat(score.meanReplicas()).isEqualTo(6);
        assertThat(score.replicaMinutes()).isCloseTo(score.lastEndSeconds() / 10, within(1e-6));
    }

    private static FaroScore run(FaroTrace trace, int replicas, long seed) {
        int cpus = replicas * trace.tenants().size();
        return new FaroSimulation(
                        FaroSetting.published(cpus).withReplicas(replicas),
                        trace,
                        seed,
                        FaroController.fixed())
                .run();
    }

    static FaroTrace trace(int minutes, int... perMinute) {
        String counts =
                String.join(
                        ", ",
                        IntStream.range(0, perMinute.length)
                                .mapToObj(
                                        i ->
                                                "\"t%d\": {\"classifier\": %d}"
                                                        .formatted(i, perMinute[i]))
                                .toList());
        List<String> lines =
                IntStream.range(0, minutes)
                        .mapToObj(
                                minute ->
                                        "{\"ts\": %d, \"counts\": {%s}}".formatted(minute, counts))
                        .toList();
        return FaroTrace.parse(lines);
    }
}
