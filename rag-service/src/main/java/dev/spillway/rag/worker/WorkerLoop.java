package dev.spillway.rag.worker;

import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.work.Claim;
import dev.spillway.fairqueue.work.ClaimRequest;
import dev.spillway.fairqueue.work.Lease;
import dev.spillway.fairqueue.work.LeaseOutcome;
import dev.spillway.fairqueue.work.Work;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Claims as much work as there are free slots, one virtual thread per request, and drains at the
 * end. {@link #renewLeases()} is to be called every third of a lease.
 */
public final class WorkerLoop {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
    private static final Duration BELL_PATIENCE = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 200;
    private static final long UNFIT_MILLIS = 50;
    private static final String NO_ANSWER = "the queue does not answer";

    private final Work work;
    private final WorkerPlan plan;
    private final Running running;
    private final QueryRun queryRun;
    private final WorkTally tally;
    private final BooleanSupplier mayClaim;
    private final LongSupplier nanoTicker;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String queueProblem = "the queue has not been asked yet";

    /**
     * @param mayClaim whether the worker is fit to be given work
     */
    public WorkerLoop(
            Work work,
            WorkerPlan plan,
            Running running,
            Answering answering,
            WorkTally tally,
            BooleanSupplier mayClaim,
            LongSupplier nanoTicker) {
        this.work = work;
        this.plan = plan;
        this.running = running;
        this.queryRun = new QueryRun(work, answering, nanoTicker);
        this.tally = tally;
        this.mayClaim = mayClaim;
        this.nanoTicker = nanoTicker;
    }

    /** Claims until {@link #drain()} is called. */
    public void run() {
        try {
            while (!isDraining()) {
                step();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    public boolean isDraining() {
        return stopping.getCount() == 0;
    }

    /** Why it does not claim work, as of its last try; empty when it does. */
    public String queueProblem() {
        return queueProblem;
    }

    private void step() throws InterruptedException {
        int free = running.free();
        if (!mayClaim.getAsBoolean()) {
            stopping.await(UNFIT_MILLIS, TimeUnit.MILLISECONDS);
        } else if (free == 0) {
            running.awaitFree(PAUSE_MILLIS);
        } else {
            claim(free);
        }
    }

    private void claim(int free) throws InterruptedException {
        try {
            List<Claim> claims =
                    work.claim(new ClaimRequest(plan.id(), plan.slots(), free, plan.lease()));
            claims.forEach(this::start);
            if (!queueProblem.isEmpty()) {
                LOG.info("claiming work");
                queueProblem = "";
            }
            if (claims.size() < free && !isDraining()) {
                work.awaitWork(BELL_PATIENCE);
            }
        } catch (QueueUnavailableException e) {
            if (!queueProblem.equals(NO_ANSWER)) {
                LOG.warn("the queue does not answer ({}): trying again", e.getMessage());
                queueProblem = NO_ANSWER;
            }
            stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void start(Claim claim) {
        Running.Stop stop = running.enter(claim.lease());
        tally.claimed(Duration.between(claim.enqueuedAt(), claim.claimedAt()));
        Thread.ofVirtual().name("query-", 0).start(() -> serve(claim, stop));
    }

    private void serve(Claim claim, Running.Stop stop) {
        long start = nanoTicker.getAsLong();
        Outcome outcome = Outcome.LOST;
        try {
            outcome = queryRun.run(claim, stop);
        } finally {
            tally.finished(outcome, Duration.ofNanos(nanoTicker.getAsLong() - start));
            running.leave(claim.lease());
        }
    }

    /** Extends the leases of what is in flight, and learns what was cancelled. */
    public void renewLeases() {
        List<Lease> leases = running.leases();
        if (leases.isEmpty()) {
            return;
        }
        try {
            Map<Lease, LeaseOutcome> outcomes = work.renew(plan.id(), leases, plan.lease());
            outcomes.forEach(
                    (lease, outcome) -> {
                        switch (outcome) {
                            case DONE -> {}
                            case CANCELLED -> running.stop(lease, Outcome.CANCELLED);
                            case STALE -> running.stop(lease, Outcome.STALE);
                        }
                    });
        } catch (QueueUnavailableException e) {
            LOG.debug("leases could not be renewed ({})", e.getMessage());
        }
    }

    /** Claims no more, lets what is in flight finish in time, gives the rest back, and leaves. */
    public void drain() throws InterruptedException {
        LOG.info("draining: {} in flight", running.inFlight());
        stopping.countDown();
        // The claim under way must end first: what it brings is ours to finish.
        long end = nanoTicker.getAsLong() + plan.drain().toNanos();
        boolean stopped = ended.await(plan.drain().toNanos(), TimeUnit.NANOSECONDS);
        boolean finished = stopped && running.awaitAllFree(end - nanoTicker.getAsLong());
        List<Lease> left = running.leases();
        left.forEach(lease -> running.stop(lease, Outcome.RELEASED));
        try {
            if (!left.isEmpty()) {
                work.release(left);
            }
            work.leave(plan.id());
        } catch (QueueUnavailableException e) {
            LOG.warn("left without notice ({}): leases run out", e.getMessage());
        }
        LOG.info(
                "drained: {}, {} given back",
                finished ? "all finished" : "time is up",
                left.size());
    }
}
