package dev.spillway.loadtest.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * This process and all that came of it, so that nothing is left behind and the memory of all is
 * known. A handle stands for one process and not for whoever gets its number later.
 */
public final class Family {

    private static final long KIB = 1_024;

    private final Set<ProcessHandle> seen = new LinkedHashSet<>();
    private long peakMemoryBytes;

    /** Notes who is there now and how much memory they hold together. */
    public synchronized void look() {
        List<ProcessHandle> now = ProcessHandle.current().descendants().toList();
        seen.addAll(now);
        long memory =
                residentBytes(ProcessHandle.current())
                        + now.stream().mapToLong(Family::residentBytes).sum();
        peakMemoryBytes = Math.max(peakMemoryBytes, memory);
    }

    /** Empty where the system does not tell. */
    public synchronized OptionalLong peakMemoryBytes() {
        return peakMemoryBytes == 0 ? OptionalLong.empty() : OptionalLong.of(peakMemoryBytes);
    }

    /** Ends whoever is still there, first by asking. */
    public synchronized void end(Duration grace) {
        look();
        List<ProcessHandle> left = seen.stream().filter(ProcessHandle::isAlive).toList();
        left.forEach(ProcessHandle::destroy);
        if (!ended(left, grace)) {
            left.forEach(ProcessHandle::destroyForcibly);
            ended(left, Duration.ofSeconds(5));
        }
    }

    public synchronized long alive() {
        return living().count();
    }

    /** Those seen so far that are still there, also when their parent has gone. */
    synchronized Stream<ProcessHandle> living() {
        return List.copyOf(seen).stream().filter(ProcessHandle::isAlive);
    }

    private static boolean ended(Collection<ProcessHandle> handles, Duration within) {
        CompletableFuture<?>[] exits =
                handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long residentBytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
