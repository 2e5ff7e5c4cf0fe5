package dev.spillway.controller.serve;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.decision.Comparison;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.Examples;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.loop.Worker;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class MetricsCatalogueTest {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ControllerMetrics metrics = new ControllerMetrics(registry);

    @Test
    void theCatalogueListsExactlyWhatIsMeasured() throws IOException {
        useAll();
        Map<String, Map<?, ?>> catalogue = catalogue();
        String scraped = registry.scrape();

        assertThat(scraped.lines().filter(line -> line.startsWith("# TYPE ")))
                .map(line -> line.substring("# TYPE ".length()))
                .containsExactlyInAnyOrderElementsOf(
                        catalogue.entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue().get("type"))
                                .toList());
        catalogue.forEach(
                (name, metric) ->
                        assertThat(scraped)
                                .contains("# HELP %s %s".formatted(name, metric.get("help"))));
    }

    @Test
    void everyLabelAndValueIsInTheCatalogue() throws IOException {
        useAll();
        Map<String, Map<?, ?>> catalogue = catalogue();
        for (MetricSnapshot snapshot : registry.getPrometheusRegistry().scrape()) {
            String base = snapshot.getMetadata().getPrometheusName();
            Map<?, ?> metric =
                    requireNonNull(
                            catalogue.getOrDefault(base, catalogue.get(base + "_total")), base);
            Map<?, ?> labels = (Map<?, ?>) requireNonNull(metric.get("labels"));
            for (DataPointSnapshot point : snapshot.getDataPoints()) {
                for (Label label : point.getLabels()) {
                    assertThat(labels.containsKey(label.getName())).as(label.getName()).isTrue();
                    if (labels.get(label.getName()) instanceof List<?> values) {
                        assertThat(values.contains(label.getValue())).as(label.getValue()).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void aPoolThatIsGoneTakesItsSeriesAlong() {
        useAll();
        metrics.gone("shared");

        assertThat(registry.scrape()).doesNotContain("shared").contains("scaling_phase_seconds");
    }

    @Test
    void withoutAPolicyInShadowItsSeriesGo() {
        useAll();
        metrics.saw(
                new PoolState(
                        PoolExamples.pool("shared", 1, 2, "deadline"),
                        List.of(),
                        1,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));

        assertThat(registry.scrape()).doesNotContain("shadow").contains("scaling_decisions_total");
    }

    private void useAll() {
        Worker worker = new Worker("shared-1", Worker.State.READY);
        metrics.saw(
                new PoolState(
                        PoolExamples.pool("shared", 1, 2, "deadline"),
                        List.of(),
                        1,
                        List.of(worker),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Comparison.startingAt(Instant.EPOCH)),
                        Optional.empty()));
        metrics.workerEnded("shared");
        metrics.readyAfter(Duration.ofSeconds(3));
        for (Bound bound : Bound.values()) {
            for (int to = 0; to <= 2; to++) {
                metrics.decided(decision(bound, to));
            }
        }
    }

    private static Decision decision(Bound bound, int to) {
        return Examples.withShadow(
                Examples.decision(Instant.EPOCH, 1, to, bound),
                Examples.choice(Instant.EPOCH, 1, 1, Bound.NONE));
    }

    private static Map<String, Map<?, ?>> catalogue() throws IOException {
        Path file =
                Path.of(System.getProperty("spillway.root"), "contracts/metrics-controller.yaml");
        Map<?, ?> root =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        Map<String, Map<?, ?>> byName = new TreeMap<>();
        for (Object metric : (List<?>) requireNonNull(root.get("metrics"))) {
            byName.put(String.valueOf(((Map<?, ?>) metric).get("name")), (Map<?, ?>) metric);
        }
        return byName;
    }
}
