package dev.spillway.controller.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of worker processes: a record and a log each. */
final class WorkerFiles {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerFiles.class);
    private static final Pattern NUMBERED = Pattern.compile("(.+)-([0-9]{1,9})\\.(json|log)");
    private static final int LOGS_KEPT = 50;
    private static final int TAIL_BYTES = 8 * 1024;
    private static final int LONGEST_LINE = 300;

    private final Path records;
    private final Path logs;
    private final ObjectMapper mapper;

    WorkerFiles(Path stateDirectory, ObjectMapper mapper) {
        this.records = stateDirectory.resolve("workers");
        this.logs = stateDirectory.resolve("logs");
        this.mapper = mapper;
        try {
            Files.createDirectories(records);
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make folders in " + stateDirectory, e);
        }
    }

    Path log(String id) {
        return logs.resolve(id + ".log");
    }

    void write(WorkerRecord worker) {
        try {
            Path partial = records.resolve(worker.id() + ".partial");
            Files.writeString(partial, mapper.writeValueAsString(worker) + "\n");
            Files.move(
                    partial,
                    record(worker.id()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write down worker " + worker.id(), e);
        }
    }

    void remove(WorkerRecord worker) {
        try {
            Files.deleteIfExists(record(worker.id()));
        } catch (IOException e) {
            LOG.warn("the record of worker {} cannot be removed: {}", worker.id(), e.toString());
        }
    }

    private Path record(String id) {
        return records.resolve(id + ".json");
    }

    List<WorkerRecord> readAll() {
        List<WorkerRecord> found = new ArrayList<>();
        for (Path file : list(records)) {
            if (file.toString().endsWith(".json")) {
                read(file).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<WorkerRecord> read(Path file) {
        try {
            return Optional.of(mapper.readValue(Files.readString(file), WorkerRecord.class));
        } catch (IOException | JacksonException e) {
            LOG.warn("the worker record {} cannot be read and is passed over", file.getFileName());
            return Optional.empty();
        }
    }

    /** The highest number any worker of a pool had: numbers are not used again. */
    int highestNumber(String prefix) {
        return Stream.concat(list(records).stream(), list(logs).stream())
                .map(file -> NUMBERED.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .filter(matcher -> matcher.group(1).equals(prefix))
                .mapToInt(matcher -> Integer.parseInt(matcher.group(2)))
                .max()
                .orElse(0);
    }

    /** Removes the oldest logs, those of the workers given left out. */
    void pruneLogs(Set<String> running) {
        List<Path> ended =
                list(logs).stream()
                        .filter(log -> !running.contains(nameWithoutEnding(log)))
                        .sorted(Comparator.comparing(WorkerFiles::modified).reversed())
                        .skip(LOGS_KEPT)
                        .toList();
        for (Path log : ended) {
            try {
                Files.deleteIfExists(log);
            } catch (IOException e) {
                LOG.warn("the log {} cannot be removed: {}", log.getFileName(), e.toString());
            }
        }
    }

    private static String nameWithoutEnding(Path file) {
        return file.getFileName().toString().replaceFirst("\\.log$", "");
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** The last line a worker wrote; empty when it wrote none. */
    String lastLine(String id) {
        try (RandomAccessFile file = new RandomAccessFile(log(id).toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            String last =
                    new String(tail, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .reduce("", (_, line) -> line)
                            .strip();
            return last.length() <= LONGEST_LINE ? last : last.substring(0, LONGEST_LINE) + "…";
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
