package dev.spillway.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.simulate.scenario.Scenario;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every example can be read, and is named like its file. */
final class ScenarioFilesTest {

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ExampleScenarios.FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void canBeRead(Path file) {
        String name = file.getFileName().toString().replace(".yaml", "");
        Assumptions.assumeTrue(
                !name.startsWith("azure-") || ExampleScenarios.traces().isPresent(),
                "SPILLWAY_TRACES names no folder of traces; " + name + " is not read");

        Scenario scenario = ExampleScenarios.read(file);

        assertThat(scenario.name()).isEqualTo(name);
        assertThat(scenario.title()).isNotEqualTo(name);
        assertThat(scenario.about()).isNotBlank();
    }
}
