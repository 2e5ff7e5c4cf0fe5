package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

final class SimulateCommandTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = Spillway.commandLine(Map.of());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private Path scenario() throws IOException {
        return Files.writeString(
                folder.resolve("s.yaml"),
                """
                apiVersion: spillway.dev/v1alpha1
                kind: Scenario
                metadata: {name: tiny}
                spec:
                  title: "A tiny </script> spike"
                  length: 5m
                  moments: [{name: spike, at: 60s}]
                  pools: [{name: pool, slotsPerWorker: 2, startup: 20s}]
                  tenants:
                    - {name: acme, arrivals: [{steps: [{at: 0s, perSecond: 2}, {at: 60s, perSecond: 20}]}]}
                  policies:
                    - {label: by depth, policy: queue-depth}
                    - {label: always 3, policy: fixed, with: {replicas: 3}}
                  claims:
                    - {what: a step up, policy: by depth, measure: scale_ups, claimed: 1, relation: at_least}
                    - {what: never more than 3, policy: always 3, measure: peak_replicas, claimed: 3, tolerance: 0, note: by definition}
                  seeds: [1, 2]
                """);
    }

    @Test
    void printsATableAndWritesResultAndPage() throws IOException {
        Path results = folder.resolve("out");

        assertThat(run("simulate", scenario().toString(), "--out", results.toString())).isZero();

        assertThat(out.toString())
                .contains("by depth, seed 2: 0:05:00 in ", "times real time", "VIOLATIONS")
                .containsPattern("a step up +by depth +at least 1 +[0-9.]+ +yes")
                .containsPattern("never more than 3 +always 3 +3 +3 +yes")
                .contains("note: never more than 3: by definition");
        JsonNode result = JsonMapper.shared().readTree(results.resolve("result.json").toFile());
        assertThat(result.at("/contenders/0/totals").size()).isEqualTo(2);
        assertThat(result.at("/contenders/1/totals/0/meanReplicas").asDouble()).isBetween(2.5, 3.0);
        assertThat(result.at("/claims/1/holds").asBoolean()).isTrue();
        String page = Files.readString(results.resolve("index.html"));
        assertThat(page).contains("A tiny \\u003c/script> spike").doesNotContain("/*DATA*/null");
        assertThat(page).doesNotContainPattern("(src|href)=\"?https?:");
    }

    @Test
    void runsOnlyWhatIsAskedFor() throws IOException {
        int exit =
                run(
                        "simulate",
                        scenario().toString(),
                        "--compare",
                        "always 3,fixed:replicas=7",
                        "--seeds",
                        "9",
                        "--out",
                        folder.resolve("out").toString());

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("always 3, seed 9", "fixed:replicas=7, seed 9")
                .doesNotContain("by depth, seed");
    }

    @Test
    void namesThePoliciesThereAre() throws IOException {
        assertThat(run("simulate", scenario().toString(), "--policy", "magic")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("spillway simulate: policy is 'magic'; allowed are ")
                .contains("queue-depth", "; the scenario's labels are by depth, always 3 (see");
    }

    @Test
    void listsAScenariosMistakes() throws IOException {
        Path file = scenario();
        Files.writeString(file, Files.readString(file).replace("length: 5m", "length: 5"));

        assertThat(run("simulate", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        file
                                + ":6: spec.length is '5'; allowed are durations from 10s to 9600h, such as 350ms, 15s, 5m, 1h\n");
    }

    @Test
    void pricesByTheBookBesideTheScenario() throws IOException {
        Files.writeString(
                folder.resolve("book.yaml"),
                """
                apiVersion: spillway.dev/v1alpha1
                kind: PriceBook
                metadata: {name: reserved}
                spec:
                  currency: USD
                  shownIn: {currency: INR, rate: 83}
                  pod: {price: 0.6, per: hour}
                  commitments: [{name: base, workers: 2, discountRatio: 0.5}]
                """);
        Path file = scenario();
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("  length: 5m\n", "  length: 5m\n  priceBook: book.yaml\n"));
        Path results = folder.resolve("out");

        int exit =
                run(
                        "simulate",
                        file.toString(),
                        "--policy",
                        "fixed:replicas=1",
                        "--out",
                        results.toString());

        // Two committed for five minutes at half of 0.60 an hour, though only one is there.
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("USD / INR")
                .containsPattern("fixed:replicas=1 .* 0.05 / 4.15 ");
        JsonNode result = JsonMapper.shared().readTree(results.resolve("result.json").toFile());
        assertThat(result.at("/scenario/prices/name").asString()).isEqualTo("reserved");
        assertThat(result.at("/scenario/prices/shownIn/currency").asString()).isEqualTo("INR");
        JsonNode cost = result.at("/contenders/0/totals/0/cost");
        assertThat(cost.at("/amount").decimalValue()).isEqualByComparingTo("0.05");
        assertThat(cost.at("/currency").asString()).isEqualTo("USD");
        assertThat(result.at("/contenders/0/paid/29").decimalValue()).isEqualByComparingTo("0.05");
    }
}
