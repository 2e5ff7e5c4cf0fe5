package dev.spillway.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A wrong flag gets one line, before anything is started. */
class DemoFlagsTest {

    private static final String TABLE =
            """
            --fairness lifo      | 2 | Invalid value for option '--fairness': expected one of [weighted, fifo] (case-sensitive) but was 'lifo' (see --help)
            --scenario flood     | 2 | Invalid value for option '--scenario': 'flood' is not noisy-neighbour or fat-finger (see --help)
            --duration long      | 2 | Invalid value for option '--duration': 'long' is not a double (see --help)
            --duration 0         | 2 | --duration is 0.0; allowed are 0.1 to 10 (see --help)
            --port 0             | 2 | --port is 0; allowed are 1 to 65535 (see --help)
            --port 99999         | 2 | --port is 99999; allowed are 1 to 65535 (see --help)
            --controller-port -5 | 2 | --controller-port is -5; allowed are 1 to 65535 (see --help)
            --port 8090          | 2 | --port and --controller-port are both 8090; two are needed (see --help)
            --results            | 2 | Missing required parameter for option '--results' (DIR) (see --help)
            --results pom.xml    | 2 | --results is 'pom.xml'; no folder can be made there (see --help)
            --load 0             | 2 | --load is 0.0; allowed are 0.1 to 10 (see --help)
            --scale-out-within 0 | 2 | --scale-out-within is 0; allowed are 1 to 600 (see --help)
            --router localhost:8000 | 2 | Invalid value for option '--router': 'localhost:8000' is not an address like http://localhost:8000 (see --help)
            --router http://localhost:8000 | 2 | --router and --controller belong together: a verdict needs both (see --help)
            --router http://localhost:8000 --controller http://localhost:8090 --keep | 2 | --keep is for a platform that is started here; not with --router (see --help)
            --tenants examples/demo | 2 | --tenants is for a platform that runs already; it needs --router (see --help)
            --bogus              | 2 | Unknown option: '--bogus' (see --help)
            now                  | 2 | Unmatched argument at index 0: 'now' (see --help)
            --port (taken)       | 3 | port (taken) is taken: choose another with --port
            --router http://localhost:8000 --controller http://localhost:1 | 3 | controller http://localhost:1/api/v1/status does not answer
            --router http://localhost:8000 --controller http://localhost:8090 --tenants nowhere | 3 | no folder of tenant documents at nowhere
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void getsOneLine(String arguments, int exitCode, String line) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            String taken = Integer.toString(socket.getLocalPort());
            CommandLine demo = Demo.commandLine();
            StringWriter said = new StringWriter();
            demo.setErr(new PrintWriter(said));

            int ended = demo.execute(arguments.replace("(taken)", taken).split(" "));

            assertThat(said.toString().strip())
                    .isEqualTo("demo: " + line.replace("(taken)", taken));
            assertThat(ended).isEqualTo(exitCode);
        }
    }

    @Test
    void isListedInTheDocumentation() throws IOException {
        List<String> rows =
                TABLE.lines()
                        .map(row -> row.split(" *[|] "))
                        .map(row -> "| `%s` | %s | `` demo: %s `` |".formatted((Object[]) row))
                        .toList();
        Path page = Path.of(System.getProperty("spillway.root"), "docs/bad-inputs-start.md");

        assertThat(Files.readString(page))
                .contains("| flag | exit | the line |\n|---|---|---|\n" + String.join("\n", rows));
    }
}
