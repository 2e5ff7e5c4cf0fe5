package dev.spillway.loadtest.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The worker's jar unpacked, and beside it the JVM's ahead-of-time cache (JEP 483, JEP 514) of a
 * worker that became ready once: with it a worker needs about half the processor time to start,
 * which on a small machine is what the others would have to wait for.
 */
final class WorkerArchive {

    private static final Duration UNPACKS_WITHIN = Duration.ofMinutes(1);

    private final Path packed;
    private final Path folder;

    WorkerArchive(Path packed) {
        this.packed = packed;
        this.folder = packed.resolveSibling("worker");
    }

    Path jar() {
        return folder.resolve(packed.getFileName());
    }

    boolean isTrained() {
        return Files.isRegularFile(cache());
    }

    /** Flags to run with; the JVM goes on without the cache while there is none. */
    List<String> running(List<String> flags) {
        return with(flags, "-XX:AOTCache=" + cache(), "-Xlog:aot=off");
    }

    /** Flags to run once with, so that the cache is written when that worker ends. */
    List<String> training(List<String> flags) {
        return with(flags, "-XX:AOTCacheOutput=" + fresh(), "-Xlog:aot=off");
    }

    /** Puts what a training run has written in its place; before, it is only half a file. */
    void keepTraining() throws IOException {
        // A JVM that could not write it has only made the next start as slow as this one.
        if (Files.isRegularFile(fresh())) {
            Files.move(fresh(), cache(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Unpacks the jar unless that was done since it was built; a cache of an older jar is dropped.
     */
    void unpack(Path java, Path logs) throws IOException, InterruptedException {
        if (Files.isRegularFile(jar())
                && Files.getLastModifiedTime(jar()).compareTo(Files.getLastModifiedTime(packed))
                        >= 0) {
            return;
        }
        Path fresh = packed.resolveSibling("worker.new");
        delete(fresh);
        ChildProcess unpacking =
                ChildProcess.start(
                        "unpack",
                        List.of(
                                java.toString(),
                                "-Djarmode=tools",
                                "-jar",
                                packed.toString(),
                                "extract",
                                "--destination",
                                fresh.toString()),
                        Map.of(),
                        logs);
        boolean ended = unpacking.awaitEnd(UNPACKS_WITHIN);
        if (!ended || unpacking.exitCode() != 0) {
            unpacking.kill();
            throw unpacking.died();
        }
        // All of it or nothing: half a worker would look like a whole one to the next run.
        delete(folder);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path cache() {
        return folder.resolve("worker.aot");
    }

    private Path fresh() {
        return folder.resolve("worker.aot.new");
    }

    private static List<String> with(List<String> flags, String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return all;
    }
}
