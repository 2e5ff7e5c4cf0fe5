package dev.spillway.controller.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads traces, each file once. */
public final class TraceFiles {

    private record Key(Path file, TraceFormat format) {}

    private final Map<Key, Trace> read = new HashMap<>();

    public Trace read(Path file, TraceFormat format) throws WrongTraceException {
        Key key = new Key(file, format);
        Trace known = read.get(key);
        if (known == null) {
            known = parse(lines(file), format);
            read.put(key, known);
        }
        return known;
    }

    private static List<String> lines(Path file) throws WrongTraceException {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new WrongTraceException("cannot be read as UTF-8 text", e);
        }
    }

    private static Trace parse(List<String> lines, TraceFormat format) throws WrongTraceException {
        return switch (format) {
            case FARO -> FaroCounts.parse(lines);
            case AZURE -> AzureRequests.parse(lines);
            case CSV -> CsvTrace.parse(lines);
        };
    }
}
