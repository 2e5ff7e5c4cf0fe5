package dev.spillway.controller.simulate.faro;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder with the published traces, which are not part of the project. */
final class Traces {

    private static final String NAME = "SPILLWAY_TRACES";

    private Traces() {}

    /** A file of that folder; the test is skipped where it is not there. */
    static Path file(String name) {
        Optional<String> folder =
                Optional.ofNullable(System.getProperty(NAME, System.getenv(NAME)))
                        .filter(value -> !value.isBlank());
        assumeTrue(
                folder.isPresent(),
                "skipped: set %s to the folder that holds %s".formatted(NAME, name));
        Path file = Path.of(folder.orElseThrow()).resolve(name);
        assumeTrue(Files.exists(file), "skipped: there is no file " + file);
        return file;
    }
}
