package dev.spillway.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A router that cannot start says why in one line, and ends with code 1. */
class StartFailureIT {

    private static final String TABLE =
            """
            REDIS_PORT               | abc      | REDIS_PORT is 'abc'; it must be a valid int
            REDIS_PORT               | 70000    | REDIS_PORT: port is 70000; allowed are 1 to 65535
            SERVER_PORT              | http     | SERVER_PORT is 'http'; it must be a valid Integer
            SERVER_PORT              | taken    | is taken; set SERVER_PORT to a free one
            LOG_LEVEL                | LOUD     | LOG_LEVEL is 'LOUD'; allowed are TRACE, DEBUG, INFO, WARN, ERROR, OFF
            SPILLWAY_MAX_BODY        | 1B       | SPILLWAY_MAX_BODY: body is 1B; allowed are 1KB to 10MB
            SPILLWAY_DEFAULT_TIMEOUT | soon     | SPILLWAY_DEFAULT_TIMEOUT is 'soon'; it must be a valid Duration
            SPILLWAY_JWT_ISSUER      | somebody | SPILLWAY_JWT_ISSUER, SPILLWAY_JWT_AUDIENCE and SPILLWAY_JWT_JWKS belong together: set all three or none
            SPILLWAY_JWT_KEYS_KEPT   | 1ms      | SPILLWAY_JWT_KEYS_KEPT: keys-kept is PT0.001S; allowed are 1s to 1d
            SPILLWAY_ROUTER_ID       | a b      | router id is 'a b'; allowed are 1 to 63 letters, digits and . _ -
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void namesTheVariable(String variable, String value, String line)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("router", ".log");
        try (ServerSocket taken = new ServerSocket(0)) {
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    List.of(
                                            ProcessHandle.current().info().command().orElseThrow(),
                                            "-XX:TieredStopAtLevel=1",
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            RouterApplication.class.getName()))
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().put("SERVER_PORT", "0");
            builder.environment()
                    .put(
                            variable,
                            value.equals("taken") ? Integer.toString(taken.getLocalPort()) : value);
            Process process = builder.start();
            assertThat(process.waitFor(Duration.ofMinutes(1))).isTrue();

            List<String> lines =
                    Files.readAllLines(output).stream()
                            .filter(
                                    text ->
                                            !text.startsWith("{")
                                                    || text.contains("\"level\":\"ERROR\""))
                            .toList();
            assertThat(lines).singleElement().asString().startsWith("tenant-router: ");
            assertThat(lines.getFirst()).contains(line);
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    @Test
    void isListedInTheDocumentation() throws IOException {
        List<String> rows =
                TABLE.lines()
                        .map(row -> row.split(" *[|] "))
                        .map(row -> "| `%s=%s` | `` %s `` |".formatted((Object[]) row))
                        .toList();
        Path page = Path.of(System.getProperty("spillway.root"), "docs/bad-inputs-start.md");

        assertThat(Files.readString(page))
                .contains("| router | the line has |\n|---|---|\n" + String.join("\n", rows));
    }
}
