package dev.spillway.controller.process;

import dev.spillway.controller.settings.Settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the worker's jar is run. */
public final class WorkerCommand {

    /** A worker gives itself 30 s. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(35);

    /** Generous: indexing a new corpus takes minutes, and killing a worker over it costs more. */
    private static final Duration START_LIMIT = Duration.ofMinutes(15);

    private WorkerCommand() {}

    public static ProcessSettings settings(Settings settings, Settings.Workers workers) {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(workers.options());
        java.add("-jar");
        java.add(workers.jar().toAbsolutePath().toString());
        return new ProcessSettings(
                yielding(workers.niceness(), java, System.getenv("PATH")),
                settings.stateDirectory(),
                Map.of(
                        "REDIS_HOST", settings.redisHost(),
                        "REDIS_PORT", Integer.toString(settings.redisPort()),
                        // The model's library would report to its maker, and needs no network else.
                        "ORT_DISABLE_TELEMETRY", "1"),
                workers.firstPort(),
                workers.mostStarting(),
                DRAIN_LIMIT,
                START_LIMIT);
    }

    /** Prefixed so that workers, above all starting ones, yield to routers and Redis. */
    static List<String> yielding(int niceness, List<String> command, String searchPath) {
        Optional<Path> nice = find("nice", searchPath);
        if (niceness == 0 || nice.isEmpty()) {
            return command;
        }
        List<String> prefixed =
                new ArrayList<>(List.of(nice.get().toString(), "-n", Integer.toString(niceness)));
        prefixed.addAll(command);
        return prefixed;
    }

    private static Optional<Path> find(String program, String searchPath) {
        for (String folder : searchPath.split(java.io.File.pathSeparator, -1)) {
            Path file = Path.of(folder, program);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
