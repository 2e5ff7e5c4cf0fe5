package dev.spillway.controller.simulate.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spillway.controller.simulate.faro.FaroScore;
import dev.spillway.controller.simulate.faro.FaroTrace;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class ScoreboardTest {

    private static final String TRACES = "SPILLWAY_TRACES";
    private final Scoreboard scoreboard =
            new Scoreboard(new PrintStream(OutputStream.nullOutputStream()), 42);

    /** Two tenants of which one doubles its load every tenth minute. */
    private static FaroTrace trace(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            int first = minute % 10 == 9 ? 1400 : 700;
            lines.add(
                    "{\"ts\": %d, \"counts\": {\"a\": {\"classifier\": %d}, \"b\": {\"classifier\": 500}}}"
                            .formatted(minute, first));
        }
        return FaroTrace.read(Files.write(folder.resolve("trace.json"), lines));
    }

    @Test
    void beatsProportionalAndStepwiseScalingOnATinyTrace(
            @org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
        List<Row> rows = scoreboard.measure(Contestant.all(), trace(folder), 7);

        Row ours = rows.getFirst();
        assertThat(ours.policy()).isEqualTo("deadline");
        for (Row row : rows) {
            if (row.policy().equals("Oneshot") || row.policy().equals("AIAD")) {
                assertThat(violation(ours)).as(row.policy()).isLessThan(violation(row));
            }
        }
        assertThat(Row.table(rows).lines()).hasSize(2 + rows.size());
    }

    @Test
    void givesTheSameForTheSameSeed(@org.junit.jupiter.api.io.TempDir Path folder)
            throws IOException {
        FaroTrace trace = trace(folder);

        assertThat(scoreboard.measure(Contestant.ablations(), trace, 6))
                .isEqualTo(scoreboard.measure(Contestant.ablations(), trace, 6));
    }

    /** The first hour and a half, one seed: a guard, not the score. */
    @Test
    void keepsItsPlaceOnThePublishedTrace() throws IOException {
        Optional<String> folder =
                Optional.ofNullable(System.getProperty(TRACES, System.getenv(TRACES)))
                        .filter(value -> !value.isBlank());
        assumeTrue(
                folder.isPresent(),
                "skipped: set %s to the folder that holds faro-10-tenants.json".formatted(TRACES));
        FaroTrace trace =
                FaroTrace.read(Path.of(folder.orElseThrow()).resolve("faro-10-tenants.json"))
                        .first(90);
        Row ours = scoreboard.measure(Contestant.all().subList(0, 1), trace, 32).getFirst();

        assertThat(violation(ours)).isLessThan(0.05);
        assertThat(ours.mean(FaroScore::worstTenantRatio)).isGreaterThan(0.9);
    }

    private static double violation(Row row) {
        return row.mean(FaroScore::violationRatio);
    }
}
