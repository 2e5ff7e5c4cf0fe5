package dev.spillway.loadtest.report;

import dev.spillway.loadtest.scenario.Stretch;
import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.TenantState;
import dev.spillway.loadtest.verdict.Evidence;
import dev.spillway.loadtest.verdict.Verdict;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Leaves a run's verdict and all its evidence in one folder. */
public final class RunReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunReport() {}

    /** What {@code verdict.json} holds. */
    record Document(
            int exitCode,
            RunFacts run,
            String floodingTenant,
            double floodFactor,
            List<Stretch> phases,
            Verdict verdict) {}

    /**
     * What the page draws besides: one look at the platform, with each tenant's waiting queries.
     */
    record Look(double second, int desired, int running, int ready, Map<String, Integer> waiting) {}

    record Page(Document document, List<Look> timeline) {}

    public static void write(Path folder, RunFacts facts, Evidence evidence, Verdict verdict)
            throws IOException {
        Files.createDirectories(folder);
        Document document =
                new Document(
                        verdict.result().exitCode(),
                        facts,
                        evidence.scenario().floodingTenant(),
                        evidence.scenario().floodFactor(),
                        evidence.scenario().stretches(),
                        verdict);
        Files.writeString(folder.resolve("verdict.json"), JSON.writeValueAsString(document) + "\n");
        CsvFiles files = new CsvFiles(folder);
        files.samples(evidence);
        files.windows(verdict);
        files.replicas(evidence);
        List<Look> looks =
                evidence.timeline().stream().map(snapshot -> look(evidence, snapshot)).toList();
        Files.writeString(folder.resolve("index.html"), html(new Page(document, looks)));
    }

    private static Look look(Evidence evidence, Snapshot snapshot) {
        return new Look(
                evidence.secondsInto(snapshot.at()),
                snapshot.desired(),
                snapshot.running(),
                snapshot.ready(),
                snapshot.tenants().stream()
                        .collect(Collectors.toMap(TenantState::name, TenantState::waiting)));
    }

    private static String html(Page page) throws IOException {
        try (InputStream template =
                Objects.requireNonNull(RunReport.class.getResourceAsStream("report.html"))) {
            // A closing tag inside a string would end the script element.
            String data = new JsonMapper().writeValueAsString(page).replace("<", "\\u003c");
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("/*DATA*/null", data);
        }
    }
}
