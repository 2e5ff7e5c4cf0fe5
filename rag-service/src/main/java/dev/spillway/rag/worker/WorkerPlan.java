package dev.spillway.rag.worker;

import dev.spillway.fairqueue.work.WorkerId;

import java.time.Duration;

/**
 * How a worker works.
 *
 * @param id what it is called in its pool
 * @param slots requests in flight at most
 * @param lease how long it may be silent before its work goes to another
 * @param drain how long it may finish its work at shutdown
 */
public record WorkerPlan(WorkerId id, int slots, Duration lease, Duration drain) {}
