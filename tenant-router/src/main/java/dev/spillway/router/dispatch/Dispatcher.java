package dev.spillway.router.dispatch;

import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.admission.EnqueueOutcome;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.fairqueue.admission.Submission;
import dev.spillway.router.admission.Bandwidth;
import dev.spillway.router.admission.RateLimitHeaders;
import dev.spillway.router.admission.Refusals;
import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.tenancy.Tenant;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Puts requests into the queue of their pool, or attaches to the one that is there already. */
public final class Dispatcher {
    private static final int MOST_REPETITIONS = 16;
    private static final long DRAIN_POLL_NANOS = 20_000_000L;

    private final Pools pools;
    private final Refusals refusals;
    private final Bandwidth bandwidth;
    private final LongSupplier nanoTicker;
    private final RequestIds ids;

    public Dispatcher(
            Pools pools,
            Bandwidth bandwidth,
            InstantSource time,
            LongSupplier nanoTicker,
            RandomGenerator random) {
        this.pools = pools;
        this.bandwidth = bandwidth;
        this.refusals = new Refusals(random);
        this.nanoTicker = nanoTicker;
        this.ids = new RequestIds(time, random);
    }

    /**
     * Submits a request.
     *
     * @param payload for the worker; the same request always has the same
     * @param idempotencyKey the caller's name for the request, if it gave one
     * @throws ProblemException when the queue refuses it
     */
    public Ticket submit(
            Tenant tenant, String payload, Duration timeout, @Nullable String idempotencyKey) {
        Duration owed = bandwidth.owed(tenant);
        if (!owed.isZero()) {
            throw refused(refusals.overBandwidth(tenant, owed));
        }
        bandwidth.moved(tenant, payload);
        if (idempotencyKey == null) {
            return submit(tenant, payload, timeout, ids.fresh(), false);
        }
        for (int repetition = 0; ; repetition++) {
            RequestId id = RequestIds.keyed(tenant.id(), idempotencyKey, repetition);
            Ticket ticket = submit(tenant, payload, timeout, id, true);
            if (!ticket.endedUnanswered() || repetition == MOST_REPETITIONS) {
                return ticket;
            }
            ticket.close();
        }
    }

    private Ticket submit(
            Tenant tenant, String payload, Duration timeout, RequestId id, boolean keyed) {
        Pool pool = pools.of(tenant.pool());
        Waiter waiter = new Waiter();
        boolean taken = false;
        try {
            EnqueueOutcome outcome =
                    pool.submit(
                            new Submission(id, tenant.id(), pools.router(), payload, timeout),
                            waiter);
            Ticket ticket =
                    ticket(
                            new Ticket.Request(id, tenant, timeout, keyed),
                            new Ticket.Line(pool, waiter, bandwidth, nanoTicker),
                            outcome);
            taken = true;
            return ticket;
        } catch (QueueUnavailableException e) {
            throw new ProblemException(refusals.queueUnavailable(tenant));
        } finally {
            if (!taken) {
                pool.forget(id, waiter);
            }
        }
    }

    private Ticket ticket(Ticket.Request request, Ticket.Line line, EnqueueOutcome outcome) {
        Tenant tenant = request.tenant();
        return switch (outcome) {
            case EnqueueOutcome.Accepted accepted ->
                    new Ticket(
                            request,
                            line,
                            RateLimitHeaders.admitted(
                                    tenant, accepted.waiting(), accepted.allowance()));
            case EnqueueOutcome.Attached attached -> replayed(request, line);
            case EnqueueOutcome.Finished(Reply reply) ->
                    replayed(request, line).alreadyEnded(reply);
            case EnqueueOutcome.Conflict conflict -> throw refused(refusals.conflict(tenant));
            case EnqueueOutcome.RateLimited limited ->
                    throw refused(refusals.rateLimited(tenant, limited));
            case EnqueueOutcome.QueueFull full -> throw refused(refusals.queueFull(tenant, full));
            case EnqueueOutcome.DeadlineInfeasible late ->
                    throw refused(refusals.deadlineInfeasible(tenant, late));
            case EnqueueOutcome.Saturated saturated ->
                    throw refused(refusals.saturated(tenant, saturated));
            case EnqueueOutcome.NoWorkers none -> throw refused(refusals.noWorkers(tenant));
            case EnqueueOutcome.UnknownTenant unknown ->
                    throw refused(refusals.tenantNotReady(tenant));
        };
    }

    private static Ticket replayed(Ticket.Request request, Ticket.Line line) {
        Map<String, String> headers =
                new java.util.HashMap<>(RateLimitHeaders.policy(request.tenant()));
        headers.put("Idempotent-Replayed", "true");
        return new Ticket(request, line, headers);
    }

    private static ProblemException refused(Problem problem) {
        return new ProblemException(problem);
    }

    /** Waits until nobody waits any more; after {@code patience} those left get a problem. */
    public void drain(Duration patience) {
        long end = nanoTicker.getAsLong() + patience.toNanos();
        while (!pools.isIdle() && nanoTicker.getAsLong() < end) {
            LockSupport.parkNanos(DRAIN_POLL_NANOS);
        }
        pools.drain();
    }
}
