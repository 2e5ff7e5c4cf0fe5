package dev.spillway.controller.decision;

import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Decisions as JSON lines in a file. When it is full it becomes {@code <name>.1}, replacing the one
 * before, so that at most two files are kept.
 */
public final class DecisionFile {

    private final Path file;
    private final long fullBytes;
    private final ObjectMapper mapper;

    public DecisionFile(Path file, long fullBytes, ObjectMapper mapper) {
        this.file = file;
        this.fullBytes = fullBytes;
        this.mapper = mapper;
    }

    public void append(Decision decision) {
        try {
            if (Files.exists(file) && Files.size(file) >= fullBytes) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(
                    file,
                    mapper.writeValueAsString(decision) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("decisions cannot be written to " + file, e);
        }
    }
}
