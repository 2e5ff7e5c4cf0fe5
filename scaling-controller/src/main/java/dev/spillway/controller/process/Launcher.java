package dev.spillway.controller.process;

import dev.spillway.controller.catalog.Pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts worker processes. */
final class Launcher {

    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST_PREFIX = 52;

    private final ProcessSettings settings;
    private final WorkerFiles files;
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    Launcher(ProcessSettings settings, WorkerFiles files) {
        this.settings = settings;
        this.files = files;
    }

    /**
     * Starts one worker and writes it down.
     *
     * @param takenPorts ports of workers that may not have bound theirs yet
     */
    WorkerProcess launch(Pool pool, Set<Integer> takenPorts, Instant now) {
        String id = nextId(pool.name());
        int port = freePort(takenPorts);
        ProcessBuilder builder = new ProcessBuilder(settings.command());
        builder.environment().putAll(settings.environment());
        builder.environment().putAll(pool.workerEnvironment());
        builder.environment().put("SPILLWAY_POOL", pool.name());
        builder.environment().put("SPILLWAY_WORKER_ID", id);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment()
                .put("PREDICT_MAX_CONCURRENCY", Integer.toString(pool.slotsPerWorker()));
        builder.redirectErrorStream(true);
        builder.redirectOutput(files.log(id).toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        try {
            ProcessHandle handle = builder.start().toHandle();
            Instant startedAt = handle.info().startInstant().orElse(now);
            WorkerRecord worker =
                    new WorkerRecord(
                            id, pool.name(), port, handle.pid(), startedAt, Optional.empty());
            files.write(worker);
            return new WorkerProcess(worker, handle, false);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot start '%s'".formatted(settings.command().getFirst()), e);
        }
    }

    private String nextId(String pool) {
        String prefix = pool.length() > LONGEST_PREFIX ? pool.substring(0, LONGEST_PREFIX) : pool;
        int number =
                lastNumbers.merge(prefix, files.highestNumber(prefix) + 1, (last, _) -> last + 1);
        return prefix + "-" + number;
    }

    private int freePort(Set<Integer> taken) {
        for (int port = settings.firstPort(); port <= HIGHEST_PORT; port++) {
            if (!taken.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from %d is free".formatted(settings.firstPort()));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
