package dev.spillway.controller.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the manifests ask Prometheus for is there to be asked for. */
final class MetricsOfTheTreeTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path CONTRACTS = RenderedTrees.FOLDER.resolveSibling("contracts");

    /**
     * A series: a name of several words before its labels or its range, or alone in parentheses.
     */
    private static final Pattern SERIES =
            Pattern.compile(
                    "\\b([a-z]+(?:_[a-z]+)+)(?=[{\\[])|(?<=\\()([a-z]+(?:_[a-z]+)+)(?=\\))");

    @BeforeAll
    static void canRender() {
        RenderedTrees.assumeRendering();
    }

    @Test
    void everySeriesIsInTheContracts() throws IOException {
        Set<String> series =
                Stream.of("prometheus-rules", "prometheus-adapter", "keda", "batch-ingestion")
                        .map(RenderedTrees::tree)
                        .flatMap(tree -> tree.manifests().stream())
                        .filter(MetricsOfTheTreeTest::asks)
                        .flatMap(manifest -> seriesIn(manifest.json().toString()))
                        .map(name -> name.replaceAll("_(bucket|sum|count)$", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(series).hasSizeGreaterThan(4).isSubsetOf(meters());
    }

    private static boolean asks(Manifest manifest) {
        return List.of("PrometheusRule", "ScaledObject", "ConfigMap").contains(manifest.kind());
    }

    private static Stream<String> seriesIn(String text) {
        return SERIES.matcher(text).results().map(MatchResult::group);
    }

    private static Set<String> meters() throws IOException {
        try (Stream<Path> catalogues = Files.list(CONTRACTS)) {
            return catalogues
                    .filter(file -> file.getFileName().toString().startsWith("metrics-"))
                    .flatMap(file -> YAML.readTree(file.toFile()).path("metrics").valueStream())
                    .map(meter -> meter.get("name").asString())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void theAdapterServesWhatAutoscalersReadAndNothingElse() {
        Tree tree = RenderedTrees.tree("prometheus-adapter");
        JsonNode rules =
                YAML.readTree(
                        tree.all("ConfigMap").findFirst().orElseThrow().text("/data/config.yaml"));
        List<Manifest> scalers =
                Stream.concat(
                                tree.all("HorizontalPodAutoscaler"),
                                poolsWithAnHpa().all("HorizontalPodAutoscaler"))
                        .toList();
        assertThat(metrics(scalers, "pods"))
                .hasSize(4)
                .containsExactlyInAnyOrderElementsOf(names(rules.get("rules")));
        // The other name is what people ask for by hand.
        assertThat(names(rules.get("externalRules")))
                .containsExactlyElementsOf(
                        Stream.concat(
                                        Stream.of("queue_depth_per_tenant"),
                                        metrics(scalers, "external").stream())
                                .toList());
    }

    /** What the controller makes for a pool, as its own test has it. */
    private static Tree poolsWithAnHpa() {
        try (InputStream golden =
                MetricsOfTheTreeTest.class.getResourceAsStream("/manifests/hpa.yaml")) {
            return Tree.of(
                    new String(
                            Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> metrics(List<Manifest> scalers, String type) {
        return scalers.stream()
                .flatMap(scaler -> scaler.items("/spec/metrics").stream())
                .filter(metric -> metric.has(type))
                .map(metric -> metric.at("/%s/metric/name".formatted(type)).asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(JsonNode rules) {
        return rules.valueStream().map(rule -> rule.at("/name/as").asString()).toList();
    }
}
