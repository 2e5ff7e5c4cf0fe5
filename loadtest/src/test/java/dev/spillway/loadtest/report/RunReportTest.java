package dev.spillway.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.loadtest.sample.Outcome;
import dev.spillway.loadtest.sample.Phase;
import dev.spillway.loadtest.sample.Sample;
import dev.spillway.loadtest.scenario.Scenario;
import dev.spillway.loadtest.scenario.TenantLoad;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.Tally;
import dev.spillway.loadtest.timeline.TenantState;
import dev.spillway.loadtest.verdict.Evidence;
import dev.spillway.loadtest.verdict.Judge;
import dev.spillway.loadtest.verdict.Thresholds;
import dev.spillway.loadtest.verdict.Verdict;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class RunReportTest {

    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir private Path folder = Path.of(".");

    @BeforeEach
    void writeAReport() throws Exception {
        Scenario scenario =
                new Scenario(
                        List.of(
                                new TenantLoad("media", "premium", 1, 0),
                                new TenantLoad("bakery", "free", 1, 0)),
                        "media",
                        10,
                        new Scenario.Lengths(0, 10, 10, 10));
        Sample sample =
                new Sample(
                        "bakery",
                        Phase.WARM,
                        START,
                        START,
                        START.plusMillis(350),
                        Outcome.ANSWERED,
                        200,
                        "id-1",
                        1);
        TenantState state = new TenantState("bakery", 3, 1, new Tally(1, 1, 0, 0, 0, 0));
        Evidence evidence =
                new Evidence(
                        scenario,
                        START,
                        List.of(sample),
                        List.of(new Snapshot(START.plusSeconds(1), 2, 2, 1, List.of(state))));
        Verdict verdict = new Judge(Thresholds.DEFAULT).verdict(evidence);
        RunFacts facts =
                new RunFacts(
                        "A run </script>",
                        START,
                        Map.of("fairness", "weighted"),
                        Map.of(),
                        "A note.");
        RunReport.write(folder, facts, evidence, verdict);
    }

    @Test
    void writesAVerdictForPrograms() throws Exception {
        JsonNode verdict = new JsonMapper().readTree(folder.resolve("verdict.json").toFile());

        assertThat(verdict.path("exitCode").asInt()).isEqualTo(3);
        assertThat(verdict.path("verdict").path("result").asString()).isEqualTo("INVALID");
        assertThat(verdict.path("verdict").path("checks").size()).isGreaterThan(5);
    }

    @Test
    void writesTablesWithOneLinePerRecord() throws Exception {
        assertThat(folder.resolve("samples.csv"))
                .content()
                .contains("bakery,warm,2026-01-05T10:00:00Z,0,350.000,answered,200,id-1,1");
        assertThat(folder.resolve("windows.csv"))
                .content()
                .contains("0,warm,bakery,1,1,0,0,0,0,0,0,1,350.000");
        assertThat(folder.resolve("replicas.csv"))
                .content()
                .contains("2026-01-05T10:00:01Z,1.0,2,2,1,3,1,bakery,3,1");
    }

    @Test
    void writesOnePageThatNeedsNothingElse() throws Exception {
        String page = Files.readString(folder.resolve("index.html"));

        assertThat(page).contains("\"result\":\"INVALID\"").doesNotContain("/*DATA*/");
        assertThat(page)
                .doesNotContain("src=\"http")
                .doesNotContain("@import")
                .doesNotContain("href=\"http");
        assertThat(page).as("a title cannot end the script").doesNotContain("A run </script>");
    }
}
