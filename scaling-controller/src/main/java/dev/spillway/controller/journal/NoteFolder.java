package dev.spillway.controller.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file for each text. */
public final class NoteFolder implements NoteStore {

    private final Path folder;

    public NoteFolder(Path stateDirectory) {
        this.folder = stateDirectory.resolve("pools");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make folder " + folder, e);
        }
    }

    @Override
    public Optional<String> read(String name) throws IOException {
        try {
            return Optional.of(Files.readString(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String name, String text) throws IOException {
        Path file = file(name);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.writeString(partial, text);
        Files.move(
                partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void remove(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }
}
