package dev.spillway.controller.journal;

import dev.spillway.controller.decision.Decision;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Decisions as JSON lines in a file. When it is full it becomes {@code <name>.1}, replacing the one
 * before, so that at most two files are kept.
 */
public final class DecisionFile {

    private final Path file;
    private final long fullBytes;

    public DecisionFile(Path file, long fullBytes) {
        this.file = file;
        this.fullBytes = fullBytes;
    }

    public void append(Decision decision) {
        try {
            if (Files.exists(file) && Files.size(file) >= fullBytes) {
                Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(
                    file,
                    DecisionJson.write(decision) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("decisions cannot be written to " + file, e);
        }
    }

    private static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    /** A file of decisions with the one it replaced, the older one first. */
    public static List<Path> withOlder(Path file) {
        return Files.exists(older(file)) ? List.of(older(file), file) : List.of(file);
    }

    /** Is given each line. */
    public interface LineReader<E extends Exception> {
        void line(int number, String text) throws E;
    }

    /** Reads a file line by line, from 1. */
    public static <E extends Exception> void read(Path file, LineReader<E> to)
            throws IOException, E {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                to.line(++number, line);
            }
        }
    }
}
