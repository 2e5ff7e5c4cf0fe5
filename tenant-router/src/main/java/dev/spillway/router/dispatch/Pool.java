package dev.spillway.router.dispatch;

import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.RouterId;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.fairqueue.control.DomainStats;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The router's side of one pool's queue: who waits, one thread that takes all replies, and one that
 * reads the pool's numbers each second and hands in again what a restarted store has forgotten.
 */
final class Pool implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Pool.class);
    private static final int REPLIES_AT_ONCE = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long TICK_NANOS = 1_000_000_000L;
    private static final long BACK_OFF_NANOS = 200_000_000L;
    private static final long STALE_NANOS = 5_000_000_000L;

    private final FairQueue queue;
    private final RouterId router;
    private final LongSupplier nanoTicker;
    private final Pending pending = new Pending();
    private volatile boolean open = true;
    private volatile boolean reachable = true;
    private volatile @Nullable Reading reading;

    /** The pool's numbers and when they were read. */
    private record Reading(DomainStats stats, long atNanos) {}

    Pool(FairQueue queue, RouterId router, LongSupplier nanoTicker) {
        this.queue = queue;
        this.router = router;
        this.nanoTicker = nanoTicker;
    }

    void start() {
        Thread.ofVirtual().name("replies-" + queue.domain()).start(this::readReplies);
        Thread.ofVirtual().name("numbers-" + queue.domain()).start(this::readNumbers);
    }

    EnqueueOutcome submit(Submission submission, Waiter waiter) {
        pending.add(submission, nanoTicker.getAsLong() + submission.timeout().toNanos(), waiter);
        return queue.enqueue(submission);
    }

    /** Stops waiting; returns whether nobody else at this router waits for the request. */
    boolean forget(RequestId id, Waiter waiter) {
        return pending.remove(id, waiter);
    }

    void cancel(RequestId id) {
        try {
            queue.cancel(id);
        } catch (QueueUnavailableException e) {
            log.debug("could not cancel {}: its deadline will end it", id);
        }
    }

    /** The pool's numbers, unless they are too old to be believed. */
    Optional<DomainStats> numbers() {
        Reading latest = reading;
        return latest == null || nanoTicker.getAsLong() - latest.atNanos() > STALE_NANOS
                ? Optional.empty()
                : Optional.of(latest.stats());
    }

    boolean isIdle() {
        return pending.isEmpty();
    }

    void drain() {
        pending.drain();
    }

    /** Reads the numbers once; a changed epoch means that the store came back empty. */
    void tick() {
        DomainStats stats = queue.stats();
        Reading before = reading;
        reading = new Reading(stats, nanoTicker.getAsLong());
        if (before != null && !before.stats().epoch().equals(stats.epoch())) {
            log.warn(
                    "the queue of pool {} came back empty; handing waiting requests in again",
                    queue.domain());
            pending.markAllLost();
        }
        pending.lost().forEach(this::handInAgain);
    }

    private void handInAgain(Pending.Entry entry) {
        long leftMillis = (entry.deadlineNanos() - nanoTicker.getAsLong()) / 1_000_000;
        if (leftMillis <= 0) {
            return;
        }
        Submission old = entry.submission();
        switch (queue.enqueue(
                new Submission(
                        old.id(),
                        old.tenant(),
                        old.router(),
                        old.payload(),
                        Duration.ofMillis(leftMillis)))) {
            case EnqueueOutcome.Accepted accepted -> pending.markFound(old.id());
            case EnqueueOutcome.Attached attached -> pending.markFound(old.id());
            case EnqueueOutcome.Finished(Reply reply) -> pending.deliver(reply);
            case EnqueueOutcome.Conflict refused -> pending.markFound(old.id());
            // It was accepted once, so a refusal now only means to try again at the next tick.
            case EnqueueOutcome.RateLimited refused -> {}
            case EnqueueOutcome.QueueFull refused -> {}
            case EnqueueOutcome.DeadlineInfeasible refused -> {}
            case EnqueueOutcome.Saturated refused -> {}
            case EnqueueOutcome.NoWorkers refused -> {}
            case EnqueueOutcome.UnknownTenant refused -> {}
        }
    }

    private void readNumbers() {
        while (open) {
            try {
                tick();
                tellReachable(true, "");
            } catch (QueueUnavailableException e) {
                tellReachable(false, String.valueOf(e.getMessage()));
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private void readReplies() {
        while (open) {
            try {
                for (Reply reply : queue.takeReplies(router, REPLIES_AT_ONCE, PATIENCE)) {
                    if (!pending.deliver(reply)) {
                        log.debug("nobody waits for the reply to {}", reply.id());
                    }
                }
            } catch (QueueUnavailableException e) {
                LockSupport.parkNanos(BACK_OFF_NANOS);
            }
        }
    }

    private void tellReachable(boolean now, String reason) {
        if (now != reachable && open) {
            reachable = now;
            if (now) {
                log.info("the queue of pool {} answers again", queue.domain());
            } else {
                log.warn("the queue of pool {} does not answer: {}", queue.domain(), reason);
            }
        }
    }

    @Override
    public void close() {
        open = false;
        queue.close();
    }
}
