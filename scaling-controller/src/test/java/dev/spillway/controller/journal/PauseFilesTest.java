package dev.spillway.controller.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.controller.pause.Pauses;
import dev.spillway.controller.pause.PausesContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class PauseFilesTest extends PausesContract {

    @TempDir private Path folder;

    @Override
    protected Pauses next() {
        return new PauseFiles(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"format\":1,\"pau",
                "{\"format\":2,\"pause\":{\"replicas\":6,\"since\":\"2026-01-05T02:47:13Z\",\"by\":\"amy\",\"reason\":\"\"}}",
                "{\"format\":1,\"pause\":{\"replicas\":-6,\"since\":\"2026-01-05T02:47:13Z\",\"by\":\"amy\",\"reason\":\"\"}}",
                "{\"format\":1,\"pause\":{\"replicas\":6,\"by\":\"amy\",\"reason\":\"\"}}",
                "[]"
            })
    void aDamagedFileIsNoPauseAndHarmsNoOther(String content) throws IOException {
        next().put("media", BY_BOB);
        Files.writeString(folder.resolve("pools/shared.pause.json"), content);

        Pauses pauses = next();
        assertThat(pauses.all()).containsOnlyKeys("media");
        pauses.put("shared", BY_AMY);
        assertThat(next().all()).containsEntry("shared", BY_AMY);
    }

    @Test
    void whatAKillLeftBehindIsNoPause() throws IOException {
        next().put("shared", BY_AMY);
        Files.writeString(folder.resolve("pools/shared.pause.json.partial"), "{\"format\":1");

        assertThat(next().all()).containsEntry("shared", BY_AMY);
    }

    /** Somebody would rely on it. */
    @Test
    void aPauseThatCannotBeKeptIsNotInForce() throws IOException {
        Pauses pauses = next();
        Files.delete(folder.resolve("pools"));

        assertThatThrownBy(() -> pauses.put("shared", BY_AMY))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("a pause cannot be written to ");
        assertThat(pauses.all()).isEmpty();
    }

    @Test
    void notesAreNoPauses() throws IOException {
        Files.createDirectories(folder.resolve("pools"));
        Files.writeString(folder.resolve("pools/shared.live.json"), "{}");

        assertThat(next().all()).isEmpty();
    }
}
