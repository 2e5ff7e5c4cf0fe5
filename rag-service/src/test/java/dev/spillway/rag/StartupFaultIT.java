package dev.spillway.rag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A worker that cannot start says why in one line, naming the variable, and exits with 1. */
@Timeout(60)
class StartupFaultIT {

    private static final String TABLE =
            """
            SPILLWAY_POOL                  | ''       | SPILLWAY_POOL is not set; it must name the pool this worker belongs to
            SPILLWAY_POOL                  | A b      | SPILLWAY_POOL is 'A b'; allowed are 1 to 63 lower-case letters, digits and inner hyphens
            SPILLWAY_WORKER_ID             | a/b      | SPILLWAY_WORKER_ID is 'a/b'; allowed are 1 to 63 letters, digits and . _ -
            PREDICT_MAX_CONCURRENCY        | 0        | PREDICT_MAX_CONCURRENCY is 0; allowed are 1 to 1024
            PREDICT_MAX_CONCURRENCY        | many     | PREDICT_MAX_CONCURRENCY is 'many'; allowed is a whole number
            SPILLWAY_LEASE                 | soon     | SPILLWAY_LEASE is 'soon'; allowed is a duration like 500ms, 3s or 2m
            SPILLWAY_LEASE                 | 1ms      | SPILLWAY_LEASE is 1 ms; allowed are 300 to 300000 ms
            REDIS_PORT                     | 70000    | REDIS_PORT is 70000; allowed are 1 to 65535
            REDIS_ENABLED                  | maybe    | REDIS_ENABLED is 'maybe'; allowed is true, false, 1 or 0
            PREWARM_MODEL                  | x        | PREWARM_MODEL is 'x'; allowed is true, false, 1 or 0
            SERVER_PORT                    | -1       | SERVER_PORT is -1; allowed are 0 to 65535
            SPILLWAY_CORPUS_DIR            | /nowhere | SPILLWAY_CORPUS_DIR is '/nowhere'; it must be a folder with one folder per collection
            SPILLWAY_GENERATOR             | oracle   | SPILLWAY_GENERATOR is 'oracle'; allowed is [extractive, openai, synthetic]
            SPILLWAY_GENERATOR             | openai   | SPILLWAY_OPENAI_MODEL is not set; the openai generator needs a model's name
            SPILLWAY_SYNTHETIC_MEAN_MILLIS | -5       | SPILLWAY_SYNTHETIC_MEAN_MILLIS is -5.0; allowed are 0 to 600000
            LOG_LEVEL                      | LOUD     | LOG_LEVEL is 'LOUD'; allowed are TRACE, DEBUG, INFO, WARN, ERROR, OFF
            """;

    private static String onlyLine(Map<String, String> variables) throws Exception {
        Map<String, String> all = new HashMap<>();
        all.put("SPILLWAY_POOL", "demo");
        all.put("SPILLWAY_CORPUS_DIR", ".");
        all.put("SERVER_PORT", "0");
        all.putAll(variables);
        Process process = TestWorker.launch(all);
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isEqualTo(1);
        assertThat(output.lines()).as(output).hasSize(1);
        return output;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void namesTheVariable(String variable, String value, String line) throws Exception {
        assertThat(onlyLine(Map.of(variable, value))).isEqualTo(line);
    }

    @Test
    void refusesTheOpenAiGeneratorOffline() throws Exception {
        assertThat(
                        onlyLine(
                                Map.of(
                                        "OFFLINE", "true",
                                        "SPILLWAY_GENERATOR", "openai",
                                        "SPILLWAY_OPENAI_MODEL", "tiny",
                                        "SPILLWAY_OPENAI_BASE_URL", "http://localhost:1")))
                .isEqualTo(
                        "SPILLWAY_GENERATOR is 'openai' while OFFLINE is true; allowed are"
                                + " extractive and synthetic");
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = taken()) {
            assertThat(onlyLine(Map.of("SERVER_PORT", Integer.toString(taken.getLocalPort()))))
                    .contains("SERVER_PORT " + taken.getLocalPort(), "choose a free port");
        }
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void isListedInTheDocumentation() throws IOException {
        List<String> rows =
                TABLE.lines()
                        .map(row -> row.replace("''", "").split(" *[|] *"))
                        .map(row -> "| `%s=%s` | `` %s `` |".formatted((Object[]) row))
                        .toList();
        Path page = Path.of(System.getProperty("spillway.root"), "docs/bad-inputs-start.md");

        assertThat(Files.readString(page))
                .contains("| worker | the line |\n|---|---|\n" + String.join("\n", rows));
    }
}
