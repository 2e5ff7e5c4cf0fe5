package dev.spillway.controller.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Whether processes live. */
final class Liveness {

    /**
     * Start times are derived from clock ticks since boot, and differ a little between readings.
     */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Liveness() {}

    /** The process of a record, if it lives and is not another one with the same process id. */
    static Optional<ProcessHandle> find(WorkerRecord worker) {
        return ProcessHandle.of(worker.pid())
                .filter(Liveness::isAlive)
                .filter(handle -> startedWith(handle, worker.startedAt()));
    }

    private static boolean startedWith(ProcessHandle handle, Instant startedAt) {
        return handle.info()
                .startInstant()
                .filter(
                        started ->
                                Duration.between(started, startedAt).abs().compareTo(SAME_START)
                                        <= 0)
                .isPresent();
    }

    /**
     * Unlike {@link ProcessHandle#isAlive}, also sees a process as dead whose new parent never
     * collects its exit code, as happens in containers.
     */
    static boolean isAlive(ProcessHandle handle) {
        return handle.isAlive() && !isZombie(handle.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException notLinux) {
            return false;
        }
    }

    /** Waits until all processes have ended, or for so long. */
    static void awaitEnd(List<ProcessHandle> handles, Duration limit) {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (handles.stream().anyMatch(Liveness::isAlive) && System.nanoTime() < deadlineNanos) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
