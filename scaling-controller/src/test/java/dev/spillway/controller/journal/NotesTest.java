package dev.spillway.controller.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.decision.Comparison;
import dev.spillway.controller.decision.Examples;
import dev.spillway.controller.decision.Note;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.decision.Standing;
import dev.spillway.controller.prewarm.Startups;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class NotesTest {

    private static final Instant NOW = Examples.NOW;
    private static final SmoothedPolicy POLICY = new SmoothedPolicy(0.9, false);
    private static final Note<SmoothedPolicy.State> NOTE =
            new Note<>(
                    new Standing<>(
                            7,
                            new SmoothedPolicy.State(
                                    Map.of("media", 1.0 / 3), Optional.of(NOW.plusNanos(1))),
                            new Memory(
                                    Optional.of("e"),
                                    NOW,
                                    List.of(new Memory.Want(NOW, 7)),
                                    Optional.of(NOW),
                                    Optional.empty()),
                            Optional.of(NOW)),
                    new Startups(List.of(Duration.ofMillis(9_812)), List.of("shared-1")),
                    Optional.of(new Note.Sighting(Examples.load(9, 9), NOW)),
                    Optional.of(Comparison.startingAt(NOW)));

    @TempDir private Path folder;

    @Test
    void goesOnWhereTheLastControllerStopped() throws IOException {
        new Notes(new NoteFolder(folder)).write("shared", Notebook.Role.LIVE, POLICY, NOTE);

        assertThat(read()).contains(NOTE);
        try (Stream<Path> files = Files.list(folder.resolve("pools"))) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void hasNoNoteAtFirstAndNoneOfAnotherRoleOrPool() {
        assertThat(read()).isEmpty();
        new Notes(new NoteFolder(folder)).write("shared", Notebook.Role.SHADOW, POLICY, NOTE);
        new Notes(new NoteFolder(folder)).write("shared-2", Notebook.Role.LIVE, POLICY, NOTE);
        assertThat(read()).isEmpty();
    }

    @Test
    void forgets() {
        Notes notes = new Notes(new NoteFolder(folder));
        notes.write("shared", Notebook.Role.LIVE, POLICY, NOTE);
        notes.remove("shared", Notebook.Role.LIVE);
        notes.remove("shared", Notebook.Role.LIVE);

        assertThat(read()).isEmpty();
    }

    @Test
    void aCrashAmidWritingLeavesTheOldNote() throws IOException {
        Notes notes = new Notes(new NoteFolder(folder));
        notes.write("shared", Notebook.Role.LIVE, POLICY, NOTE);
        Files.writeString(folder.resolve("pools/shared.live.json.partial"), "{\"form");

        assertThat(read()).contains(NOTE);
        notes.write("shared", Notebook.Role.LIVE, POLICY, NOTE);
        assertThat(folder.resolve("pools/shared.live.json.partial")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"format\":1}",
                "{\"format\":2,\"policy\":\"smoothed/1 keep=0.9 self=false\",\"note\":{}}",
                "{\"format\":1,\"policy\":\"smoothed/1 keep=0.9 self=false\",\"note\":{}}",
                "{\"format\":1,\"policy\":\"smoothed/1 keep=0.9 self=false\",\"note\":null}",
                "{\"format\":1,\"policy\":\"queue-depth/1\",\"note\":{}}",
            })
    void refusesWhatItCannotGoOnWith(String text) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text);

        assertThat(read()).isEmpty();
    }

    /** Every single damaged or missing character is either seen or harmless. */
    @Test
    void neverGoesOnWithHalfANote() throws IOException {
        new Notes(new NoteFolder(folder)).write("shared", Notebook.Role.LIVE, POLICY, NOTE);
        String whole = Files.readString(file()).strip();
        for (int length = 0; length < whole.length(); length += 7) {
            Files.writeString(file(), whole.substring(0, length));
            assertThat(read()).as("of %d characters", length).isEmpty();
        }
        for (String field :
                List.of("standing", "desired", "state", "memory", "startups", "since")) {
            Files.writeString(file(), whole.replace("\"" + field + "\"", "\"other\""));
            assertThat(read()).as("without %s", field).isEmpty();
        }
        Files.writeString(file(), whole.replace("\"desired\":7", "\"desired\":-7"));
        assertThat(read()).isEmpty();
        Files.writeString(
                file(),
                whole.replaceFirst("\"memory\":\\{.*?\\}\\]", "\"memory\":null,\"x\":[{}]"));
        assertThat(read()).isEmpty();
    }

    private Optional<Note<SmoothedPolicy.State>> read() {
        return new Notes(new NoteFolder(folder)).read("shared", Notebook.Role.LIVE, POLICY);
    }

    private Path file() {
        return folder.resolve("pools/shared.live.json");
    }
}
