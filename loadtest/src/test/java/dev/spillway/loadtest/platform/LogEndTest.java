package dev.spillway.loadtest.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class LogEndTest {

    @TempDir private Path folder;

    @Test
    void isTheOnePlainLineOfAProcessThatSaidWhy() throws IOException {
        assertThat(LogEnd.of(log("{\"level\":\"INFO\"}\nREDIS_PORT is 'x'\n\n")))
                .isEqualTo(": REDIS_PORT is 'x'");
    }

    @Test
    void isThePlaceAndTheLastLinesOtherwise() throws IOException {
        Path log = log("1\n2\n3\n4\n5\n6\n");

        assertThat(LogEnd.of(log))
                .isEqualTo(", see " + log + "; its last lines:\n  2\n  3\n  4\n  5\n  6");
    }

    @Test
    void saysWhenThereIsNoLog() {
        Path log = folder.resolve("nothing.log");

        assertThat(LogEnd.of(log)).isEqualTo(", and its log " + log + " cannot be read");
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("a.log"), text);
    }
}
