package dev.spillway.loadtest.sample;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends finished requests to a file, one whole line at a time, so that another process can follow
 * along.
 */
public final class SampleLog implements Closeable {

    private final BufferedWriter writer;

    public SampleLog(Path file) {
        try {
            writer = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException("samples cannot be written to " + file, e);
        }
    }

    public synchronized void append(Recorded recorded) {
        try {
            writer.write(RecordedCsv.line(recorded) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a sample cannot be written", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("samples cannot be written", e);
        }
    }
}
