package dev.spillway.controller.process;

import java.time.Instant;
import java.util.Optional;

/**
 * What is written down about a worker process, so that a later controller finds it.
 *
 * @param id its name in the queue
 * @param pool which it serves
 * @param port of its readiness
 * @param pid of the process
 * @param startedAt when the process began, by the operating system: with it, a process id that was
 *     given out again is told apart
 * @param readyAt when it became ready, if it did
 */
record WorkerRecord(
        String id, String pool, int port, long pid, Instant startedAt, Optional<Instant> readyAt) {

    WorkerRecord readyAt(Instant at) {
        return new WorkerRecord(id, pool, port, pid, startedAt, Optional.of(at));
    }
}
