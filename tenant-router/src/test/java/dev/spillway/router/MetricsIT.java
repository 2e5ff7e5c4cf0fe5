package dev.spillway.router;

import static dev.spillway.router.TestTenants.BAKERY;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The meters are those of the catalogue: names, types, labels, buckets. */
class MetricsIT {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? .*");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private static Platform platform;
    private static RunningRouter router;

    @BeforeAll
    static void start() {
        platform = new Platform(BAKERY);
        router = platform.router();
        assertThat(router.query(BAKERY.key(), "{\"question\": \"Who?\"}").statusCode())
                .isEqualTo(200);
        assertThat(router.query(BAKERY.key(), "{}").statusCode()).isEqualTo(400);
        Await.until(
                "the tenant's numbers",
                () ->
                        scrape().lines()
                                .anyMatch(
                                        line ->
                                                line.startsWith("tenant_queue_depth{")
                                                        && line.endsWith(" 0.0")));
    }

    @AfterAll
    static void stop() {
        router.close();
        platform.close();
    }

    @Test
    void areExactlyThoseOfTheCatalogue() throws IOException {
        Map<String, String> described = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        for (Map<String, Object> meter : catalogue()) {
            described.put(text(meter, "name"), text(meter, "type"));
            Set<String> names = new TreeSet<>();
            if (meter.get("labels") instanceof Map<?, ?> map) {
                map.keySet().forEach(key -> names.add(String.valueOf(key)));
            }
            labels.put(text(meter, "name"), names);
        }

        Map<String, String> types = new TreeMap<>();
        scrape().lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", 4))
                .filter(part -> isOurs(part[2]))
                .forEach(part -> types.put(part[2], part[3]));
        assertThat(types).isEqualTo(described);

        Map<String, Set<String>> seen = new TreeMap<>();
        scrape().lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .filter(match -> isOurs(match.group(1)))
                .forEach(
                        match ->
                                seen.computeIfAbsent(
                                                family(match.group(1), types.keySet()),
                                                name -> new TreeSet<>())
                                        .addAll(labelNames(match.group(2))));
        assertThat(seen).isEqualTo(labels);
    }

    @Test
    void haveTheBucketsThatWereAskedFor() {
        List<String> bounds =
                scrape().lines()
                        .filter(line -> line.startsWith("http_request_duration_seconds_bucket"))
                        .filter(line -> line.contains("\"/v1/query\""))
                        .filter(line -> line.contains("status=\"200\""))
                        .map(line -> line.replaceAll(".*le=\"([^\"]+)\".*", "$1"))
                        .toList();

        assertThat(bounds)
                .containsExactly(
                        "0.01", "0.05", "0.1", "0.2", "0.35", "0.5", "0.75", "1.0", "2.0", "5.0",
                        "10.0", "30.0", "+Inf");
    }

    @Test
    void countSuccessAndRefusalByRouteAndStatus() {
        assertThat(scrape())
                .contains(
                        "http_requests_total{endpoint=\"/v1/query\",method=\"POST\",status=\"200\"}"
                                + " 1.0")
                .contains(
                        "http_request_errors_total{endpoint=\"/v1/query\",error_type=\"http_400\","
                                + "method=\"POST\"} 1.0")
                .contains("http_requests_in_flight{endpoint=\"/v1/query\",method=\"POST\"} 0.0")
                .contains(
                        "tenant_queue_depth{region=\"local\",tenant=\"bakery\",tier=\"standard\"}"
                                + " 0.0");
        router.get("/nowhere/" + "x".repeat(50));
        assertThat(scrape()).contains("endpoint=\"unmatched\"").doesNotContain("nowhere");
    }

    private static boolean isOurs(String name) {
        return name.startsWith("http_") || name.startsWith("tenant_") || name.startsWith("rag_");
    }

    private static String family(String sample, Set<String> families) {
        return families.stream()
                .filter(name -> sample.equals(name) || sample.matches(name + "_(bucket|sum|count)"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> labelNames(@Nullable String labels) {
        Set<String> names = new TreeSet<>();
        Matcher match = LABEL.matcher(labels == null ? "" : labels);
        while (match.find()) {
            if (!match.group(1).equals("le")) {
                names.add(match.group(1));
            }
        }
        return names;
    }

    private static String scrape() {
        return router.get("/metrics").body();
    }

    private static String text(Map<String, Object> meter, String field) {
        return String.valueOf(meter.get(field));
    }

    // The file's form is what the test is about; a wrong one fails with a cast.
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> catalogue() throws IOException {
        Path file = Path.of(System.getProperty("spillway.root"), "contracts/metrics-router.yaml");
        Map<String, Object> all = new Yaml().load(Files.readString(file));
        return (List<Map<String, Object>>) Objects.requireNonNull(all.get("metrics"));
    }
}
