package dev.spillway.controller.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Alerts speak when they must and only then, and lead to what is to be done. */
final class AlertsTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path FOLDER =
            RenderedTrees.FOLDER.resolve("components").resolve("prometheus-rules");
    private static final Path RUNBOOK = RenderedTrees.FOLDER.resolveSibling("docs/runbook.md");
    private static final String ANCHOR = "https://spillway.dev/runbook#";
    private static final String NO_PROMTOOL =
            "the alerts' cases are not played: promtool is not on the path";

    @Test
    void anAlertSaysHowUrgentItIsAndWhereToReadOn() throws IOException {
        Set<String> headings;
        try (Stream<String> lines = Files.lines(RUNBOOK)) {
            headings =
                    lines.filter(line -> line.startsWith("## "))
                            .map(line -> line.substring(3).toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet());
        }
        assertThat(alerts()).isNotEmpty();
        for (JsonNode alert : alerts()) {
            String name = alert.get("alert").asString();
            assertThat(alert.at("/labels/severity").asString())
                    .as(name)
                    .isIn("page", "ticket", "info");
            assertThat(alert.at("/annotations/summary").asString()).as(name).isNotBlank();
            String anchor = name.toLowerCase(Locale.ROOT);
            assertThat(alert.at("/annotations/runbook_url").asString()).isEqualTo(ANCHOR + anchor);
            assertThat(headings).contains(anchor);
        }
    }

    @Test
    void everyAlertHasACaseInWhichItSpeaksAndOneInWhichItIsSilent() {
        Map<String, Set<Boolean>> cases =
                YAML.readTree(FOLDER.resolve("alerts.test.yaml").toFile())
                        .get("tests")
                        .valueStream()
                        .flatMap(test -> test.get("alert_rule_test").valueStream())
                        .collect(
                                Collectors.groupingBy(
                                        look -> look.get("alertname").asString(),
                                        Collectors.mapping(
                                                look -> look.get("exp_alerts").isEmpty(),
                                                Collectors.toSet())));
        assertThat(cases.keySet())
                .isEqualTo(
                        alerts().stream()
                                .map(alert -> alert.get("alert").asString())
                                .collect(Collectors.toSet()));
        assertThat(cases).allSatisfy((alert, looks) -> assertThat(looks).as(alert).hasSize(2));
    }

    @Test
    void prometheusAgrees(@TempDir Path folder) throws IOException, InterruptedException {
        boolean there = Kustomize.isOnThePath("promtool");
        if (!there) {
            System.out.println(NO_PROMTOOL);
        }
        assumeTrue(there, NO_PROMTOOL);
        for (String rules : List.of("rules.yaml", "alerts.yaml")) {
            YAML.writeValue(folder.resolve(rules).toFile(), document(rules).get("spec"));
        }
        Files.copy(FOLDER.resolve("alerts.test.yaml"), folder.resolve("alerts.test.yaml"));
        promtool(folder, "check", "rules", "rules.yaml", "alerts.yaml");
        promtool(folder, "test", "rules", "alerts.test.yaml");
    }

    private static void promtool(Path folder, String... arguments)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static List<JsonNode> alerts() {
        return document("alerts.yaml")
                .at("/spec/groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream())
                .filter(rule -> rule.has("alert"))
                .toList();
    }

    private static JsonNode document(String file) {
        return YAML.readTree(FOLDER.resolve(file).toFile());
    }
}
