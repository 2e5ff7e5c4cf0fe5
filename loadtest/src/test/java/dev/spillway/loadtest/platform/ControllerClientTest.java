package dev.spillway.loadtest.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.loadtest.timeline.Snapshot;
import dev.spillway.loadtest.timeline.Tally;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

class ControllerClientTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private final ControllerClient client =
            new ControllerClient(URI.create("http://localhost:8090"), InstantSource.fixed(NOW));

    @Test
    void readsTheStatusOfTheContract() throws Exception {
        Path example =
                Path.of(
                        System.getProperty("spillway.root"),
                        "contracts",
                        "examples",
                        "controller-status.json");

        Snapshot snapshot = client.read(Files.readString(example));

        assertThat(snapshot.at()).isEqualTo(NOW);
        assertThat(snapshot.desired()).isEqualTo(4);
        assertThat(snapshot.running()).isEqualTo(4);
        assertThat(snapshot.ready()).isEqualTo(3);
        assertThat(snapshot.waiting("bakery")).isEqualTo(31);
        assertThat(snapshot.inFlight()).isEqualTo(12);
        assertThat(snapshot.tally()).isEqualTo(new Tally(1_200, 1_157, 0, 0, 0, 0));
    }

    @Test
    void saysSoWhenTheStatusIsNoJson() {
        assertThatThrownBy(() -> client.read("<html>"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("controller's status");
    }
}
