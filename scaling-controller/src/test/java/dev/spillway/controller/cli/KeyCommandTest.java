package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

final class KeyCommandTest {

    @Test
    void printsAKeyAndTheHashThatGoesWithIt() {
        List<String> lines = run("media");

        String key = lines.get(1);
        String id = key.substring("sk-spillway-".length(), key.lastIndexOf('-'));
        assertThat(key).matches("sk-spillway-[a-z0-9-]{1,40}-[A-Za-z0-9]{32,}");
        assertThat(lines.getLast())
                .isEqualTo(
                        "      - {id: \"%s\", sha256: \"%s\"}"
                                .formatted(id, KeyCommand.sha256(key)));
    }

    @Test
    void drawsAnotherKeyEachTime() {
        assertThat(run("media").get(1)).isNotEqualTo(run("media").get(1));
    }

    @Test
    void keepsTheIdShortForALongName() {
        assertThat(run("a".repeat(63)).get(1))
                .matches("sk-spillway-[a-z0-9-]{1,40}-[A-Za-z0-9]{32,}");
    }

    private static List<String> run(String tenant) {
        StringWriter out = new StringWriter();
        int exitCode =
                Spillway.commandLine(Map.of())
                        .setOut(new PrintWriter(out, true))
                        .execute("key", tenant);
        assertThat(exitCode).isZero();
        return out.toString().lines().toList();
    }
}
