package dev.spillway.controller.signal;

import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.loop.PoolState;
import dev.spillway.controller.loop.Reading;
import dev.spillway.fairqueue.control.DomainStats;
import dev.spillway.fairqueue.control.TenantStats;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One pool, as far as it concerns others.
 *
 * @param pool its name
 * @param targetQueueDepth waiting requests per worker that are fine
 * @param slotsPerWorker requests in flight per worker at most
 * @param desired workers there shall be
 * @param least workers at least: its minimum, and what schedules ask for
 * @param paused whether a person has fixed the number of workers
 * @param queue its requests, if they were ever counted
 */
public record PoolSignals(
        String pool,
        int targetQueueDepth,
        int slotsPerWorker,
        int desired,
        int least,
        boolean paused,
        Optional<Queue> queue) {

    /**
     * A pool's requests.
     *
     * @param waiting that no worker has yet, by tenant
     * @param inFlight that workers hold
     * @param at when they were counted
     */
    public record Queue(Map<String, Long> waiting, long inFlight, Instant at) {

        public Queue {
            waiting = Map.copyOf(waiting);
        }

        public long waitingTotal() {
            return waiting.values().stream().mapToLong(Long::longValue).sum();
        }

        boolean hasWork() {
            return waitingTotal() > 0 || inFlight > 0;
        }
    }

    static PoolSignals of(PoolState state) {
        Pool pool = state.pool();
        return new PoolSignals(
                pool.name(),
                pool.targetQueueDepth(),
                pool.slotsPerWorker(),
                state.desired(),
                state.decision()
                        .map(Decision::limits)
                        .map(limits -> limits.least())
                        .orElse(pool.minReplicas()),
                state.pause().isPresent(),
                state.reading().map(PoolSignals::queue));
    }

    private static Queue queue(Reading reading) {
        DomainStats stats = reading.stats();
        return new Queue(
                stats.tenants().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.tenant().value(), TenantStats::waiting)),
                stats.inFlightTotal(),
                reading.at());
    }

    /** Whether it needs a worker at all; what a person has fixed stands above everything. */
    boolean isActive(SignalRequest.Kind kind) {
        if (paused) {
            return desired > 0;
        }
        return least > 0
                || queue.filter(Queue::hasWork).isPresent()
                || (kind == SignalRequest.Kind.DESIRED && desired > 0);
    }

    /** The numbers asked for, each with how much of it one worker may have. */
    List<WorkerMetric> metrics(SignalRequest request) {
        return switch (request.kind()) {
            case DESIRED -> List.of(new WorkerMetric(WorkerMetric.DESIRED, 1, desired));
            case QUEUE -> {
                Queue now = queue.orElseThrow();
                yield List.of(
                        new WorkerMetric(
                                WorkerMetric.WAITING,
                                request.target().orElse(targetQueueDepth),
                                now.waitingTotal()),
                        new WorkerMetric(WorkerMetric.IN_FLIGHT, slotsPerWorker, now.inFlight()));
            }
        };
    }
}
