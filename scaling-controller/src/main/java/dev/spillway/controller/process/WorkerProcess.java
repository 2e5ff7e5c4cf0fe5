package dev.spillway.controller.process;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** One worker process: what it is, and how far it is. Only the loop's thread changes it. */
final class WorkerProcess {

    private WorkerRecord identity;
    private final ProcessHandle handle;
    private final boolean adopted;
    private final boolean startSeen;
    private final AtomicReference<Boolean> answersReady = new AtomicReference<>(false);
    private Instant drainSince = Instant.MAX;

    WorkerProcess(WorkerRecord identity, ProcessHandle handle, boolean adopted) {
        this.identity = identity;
        this.handle = handle;
        this.adopted = adopted;
        this.startSeen = !adopted || identity.readyAt().isPresent();
    }

    WorkerRecord identity() {
        return identity;
    }

    ProcessHandle handle() {
        return handle;
    }

    /** Whether another controller started it. */
    boolean isAdopted() {
        return adopted;
    }

    /** Whether the time it took to become ready is known; not if it did while nobody watched. */
    boolean isStartSeen() {
        return startSeen;
    }

    boolean isReady() {
        return identity.readyAt().isPresent();
    }

    void becameReady(Instant at) {
        identity = identity.readyAt(at);
    }

    boolean isDraining() {
        return drainSince.isBefore(Instant.MAX);
    }

    Instant drainSince() {
        return drainSince;
    }

    void drainsSince(Instant now) {
        drainSince = now;
    }

    /** What its readiness probe said last; set by the probe's own thread. */
    AtomicReference<Boolean> answersReady() {
        return answersReady;
    }
}
