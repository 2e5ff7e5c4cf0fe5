package dev.spillway.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spillway.loadtest.platform.Layout;
import dev.spillway.loadtest.platform.Ports;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A wrong variable reaches the demo's processes: the demo ends and says whose fault it is. */
@Timeout(120)
class DemoEnvironmentIT {

    private static final Path ROOT =
            Path.of(System.getProperty("spillway.root", "..")).toAbsolutePath().normalize();

    private static final String TABLE =
            """
            LOG_LEVEL=LOUD        | controller ended with exit code 1: LOG_LEVEL is 'LOUD'; allowed are ERROR, WARN, INFO, DEBUG, TRACE
            MIN_REPLICAS=-1       | controller ended with exit code 1: MIN_REPLICAS is '-1'; allowed are whole numbers from 0 to 1000
            SPILLWAY_MAX_BODY=1B  | router ended with exit code 1: tenant-router: SPILLWAY_MAX_BODY: body is 1B; allowed are 1KB to 10MB
            SPILLWAY_LEASE=soon   | workers end before they are ready: SPILLWAY_LEASE is 'soon'; allowed is a duration like 500ms, 3s or 2m
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void endsAndNamesTheVariable(String variable, String line, @TempDir Path results)
            throws Exception {
        List<Path> missing = new Layout(ROOT).missing();
        if (!missing.isEmpty()) {
            System.out.println("DemoEnvironmentIT skipped: not built: " + missing.getFirst());
        }
        assumeTrue(missing.isEmpty(), () -> "not built: " + missing.getFirst());
        ProcessBuilder demo =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dspillway.root=" + ROOT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName(),
                        "--results",
                        results.toString(),
                        "--port",
                        Integer.toString(Ports.freePort(0)),
                        "--controller-port",
                        Integer.toString(Ports.freePort(0)));
        String[] setting = variable.split("=", 2);
        demo.environment().put(setting[0], setting[1]);
        Process process = demo.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(3);
        assertThat(said.lines().toList()).contains("demo: " + line);
        assertThat(said).contains("Stopped; processes left: 0");
    }

    @Test
    void isListedInTheDocumentation() throws IOException {
        List<String> rows =
                TABLE.lines()
                        .map(row -> row.split(" *[|] "))
                        .map(row -> "| `%s` | `` demo: %s `` |".formatted((Object[]) row))
                        .toList();

        assertThat(Files.readString(ROOT.resolve("docs/bad-inputs-start.md")))
                .contains("| variable | the line |\n|---|---|\n" + String.join("\n", rows));
    }
}
