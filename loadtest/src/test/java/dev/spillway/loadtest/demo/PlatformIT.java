package dev.spillway.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spillway.loadtest.platform.Layout;
import dev.spillway.loadtest.platform.LocalPlatform;
import dev.spillway.loadtest.platform.PlatformSettings;
import dev.spillway.loadtest.platform.Ports;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The demo itself, shortened: too short for a verdict on latency, long enough to prove that all its
 * parts fit.
 */
class PlatformIT {

    private static final Path ROOT =
            Path.of(System.getProperty("spillway.root", "..")).toAbsolutePath().normalize();

    @BeforeEach
    void needsTheBuiltModules() {
        List<Path> missing = new Layout(ROOT).missing();
        if (!missing.isEmpty()) {
            System.out.println("PlatformIT skipped: not built: " + missing.getFirst());
        }
        assumeTrue(missing.isEmpty(), () -> "not built: " + missing.getFirst());
    }

    @Test
    void goesFromNothingToAReportAndLeavesNothingBehind(@TempDir Path results) throws Exception {
        int exitCode =
                demo(
                        results,
                        "--port",
                        Integer.toString(Ports.freePort(0)),
                        "--controller-port",
                        Integer.toString(Ports.freePort(0)));

        assertReported(results, exitCode);
        assertThat(ProcessHandle.current().descendants().filter(PlatformIT::isOurs)).isEmpty();
    }

    @Test
    void measuresAPlatformThatRunsAlreadyAndLeavesItRunning(@TempDir Path folder) throws Exception {
        PlatformSettings where =
                new PlatformSettings(
                        ROOT,
                        ROOT.resolve("examples").resolve("demo"),
                        folder.resolve("platform"),
                        Ports.freePort(0),
                        Ports.freePort(0),
                        Ports.freePort(0),
                        DemoWorkers.MINIMUM,
                        DemoWorkers.environment("weighted"),
                        true);
        Path results = Files.createDirectory(folder.resolve("results"));
        Consumer<String> screen = System.out::println;
        try (LocalPlatform platform = new LocalPlatform(where, InstantSource.system(), screen)) {
            platform.start();

            int exitCode =
                    demo(
                            results,
                            "--router",
                            where.router().toString(),
                            "--controller",
                            where.controller().toString());

            JsonNode document = assertReported(results, exitCode);
            assertThat(document.at("/run/machine/peak memory of all processes").asString())
                    .isEqualTo("not measured");
            assertThat(platform.controller().snapshot().ready())
                    .isGreaterThanOrEqualTo(DemoWorkers.MINIMUM);
        }
    }

    private static int demo(Path results, String... flags) {
        List<String> arguments =
                new ArrayList<>(List.of("--duration", "0.15", "--results", results.toString()));
        arguments.addAll(List.of(flags));
        return new CommandLine(new Demo()).execute(arguments.toArray(String[]::new));
    }

    private static JsonNode assertReported(Path results, int exitCode) throws Exception {
        Path folder = onlyFolder(results);
        JsonNode document = new JsonMapper().readTree(folder.resolve("verdict.json").toFile());
        assertThat(document.path("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(result(document, "samples present")).isEqualTo("PASS");
        assertThat(result(document, "lost")).isEqualTo("PASS");
        assertThat(result(document, "answered twice")).isEqualTo("PASS");
        assertThat(folder).isDirectoryContaining("glob:**index.html");
        assertThat(Files.readAllLines(folder.resolve("samples.csv"))).hasSizeGreaterThan(500);
        assertThat(Files.readAllLines(folder.resolve("replicas.csv"))).hasSizeGreaterThan(100);
        return document;
    }

    private static boolean isOurs(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return command.contains("spillway") || command.contains("-app.jar");
    }

    private static String result(JsonNode document, String check) {
        return document.path("verdict").path("checks").values().stream()
                .filter(node -> node.path("name").asString("").equals(check))
                .map(node -> node.path("result").asString(""))
                .findFirst()
                .orElse("no such check");
    }

    private static Path onlyFolder(Path results) throws Exception {
        try (Stream<Path> folders = Files.list(results)) {
            return folders.findFirst().orElseThrow();
        }
    }
}
