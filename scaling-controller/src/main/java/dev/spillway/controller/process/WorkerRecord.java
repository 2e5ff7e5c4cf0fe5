package dev.spillway.controller.process;

import java.time.Instant;

/**
 * What is written down about a worker process, so that a later controller finds it.
 *
 * @param id its name in the queue
 * @param pool which it serves
 * @param port of its readiness
 * @param pid of the process
 * @param startedAt when the process began, by the operating system: with it, a process id that was
 *     given out again is told apart
 */
record WorkerRecord(String id, String pool, int port, long pid, Instant startedAt) {}
