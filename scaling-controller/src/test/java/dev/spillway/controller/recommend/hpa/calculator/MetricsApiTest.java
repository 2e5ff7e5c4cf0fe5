package dev.spillway.controller.recommend.hpa.calculator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MetricsApiTest {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(30);

    @Test
    void addsAPodsContainersUp() {
        assertThat(
                        MetricsApi.resource(
                                "cpu",
                                List.of(
                                        usage("a", "main", 100, "proxy", 20),
                                        usage("b", "main", 300, "proxy", 40))))
                .isEqualTo(
                        new MetricReading.OfPods(
                                Map.of(
                                        "a", new Sample(120, AT, WINDOW),
                                        "b", new Sample(340, AT, WINDOW)),
                                Optional.of(AT)));
    }

    @Test
    void hasNoSampleOfAPodThatLacksAContainersUsage() {
        MetricReading reading =
                MetricsApi.resource(
                        "cpu",
                        List.of(
                                new MetricsApi.PodUsage(
                                        "a",
                                        AT,
                                        WINDOW,
                                        Map.of("main", Map.of("cpu", 1L), "proxy", Map.of())),
                                new MetricsApi.PodUsage("b", AT, WINDOW, Map.of())));
        assertThat(reading).isEqualTo(new MetricReading.OfPods(Map.of(), Optional.of(AT)));
    }

    @Test
    void picksOneContainer() {
        assertThat(
                        MetricsApi.containerResource(
                                "cpu",
                                "proxy",
                                List.of(
                                        usage("a", "main", 100, "proxy", 20),
                                        usage("b", "main", 300, "other", 40))))
                .isEqualTo(
                        new MetricReading.OfPods(
                                Map.of("a", new Sample(20, AT, WINDOW)), Optional.of(AT)));
    }

    @Test
    void supposesAMinuteWhereAnAdapterNamesNoWindow() {
        assertThat(
                        MetricsApi.pods(
                                List.of(
                                        new MetricsApi.PodValue("a", 5, AT, Optional.empty()),
                                        new MetricsApi.PodValue("b", 6, AT, Optional.of(WINDOW)))))
                .isEqualTo(
                        new MetricReading.OfPods(
                                Map.of(
                                        "a", new Sample(5, AT, Duration.ofMinutes(1)),
                                        "b", new Sample(6, AT, WINDOW)),
                                Optional.of(AT)));
    }

    private static MetricsApi.PodUsage usage(
            String pod, String first, long milli, String second, long secondMilli) {
        return new MetricsApi.PodUsage(
                pod,
                AT,
                WINDOW,
                Map.of(first, Map.of("cpu", milli), second, Map.of("cpu", secondMilli)));
    }
}
