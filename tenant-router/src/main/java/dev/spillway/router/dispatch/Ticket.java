package dev.spillway.router.dispatch;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.fairqueue.admission.Reply;
import dev.spillway.router.admission.Bandwidth;
import dev.spillway.router.problem.CallerGoneException;
import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;
import dev.spillway.router.tenancy.Tenant;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** The right to the replies of one accepted request. For one thread. */
public final class Ticket implements AutoCloseable {
    /** The queue itself ends what is late; its word is better than ours, so it gets a moment. */
    private static final long GRACE_NANOS = 750_000_000L;

    private static final long LOOK_AFTER_CALLER_NANOS = 250_000_000L;

    private final Request request;
    private final Line line;
    private final Map<String, String> headers;
    private final long deadlineNanos;
    private @Nullable Reply last;

    /**
     * What was accepted.
     *
     * @param id its name
     * @param tenant whose it is
     * @param timeout how long an answer is of use
     * @param keyed whether the caller can come back for it with an idempotency key
     */
    record Request(RequestId id, Tenant tenant, Duration timeout, boolean keyed) {}

    /** Where its replies come from. */
    record Line(Pool pool, Waiter waiter, Bandwidth bandwidth, LongSupplier nanoTicker) {}

    Ticket(Request request, Line line, Map<String, String> headers) {
        this.request = request;
        this.line = line;
        this.headers = Map.copyOf(headers);
        this.deadlineNanos =
                line.nanoTicker().getAsLong() + request.timeout().toNanos() + GRACE_NANOS;
    }

    Ticket alreadyEnded(Reply reply) {
        last = reply;
        line.bandwidth().moved(tenant(), reply.body());
        return this;
    }

    /** Whether the request had ended before, without anything worth repeating. */
    boolean endedUnanswered() {
        return last != null
                && switch (last.status()) {
                    case EXPIRED, CANCELLED, FAILED -> true;
                    case ANSWERED, DEAD, PART -> false;
                };
    }

    public RequestId id() {
        return request.id();
    }

    public Tenant tenant() {
        return request.tenant();
    }

    /** Headers of the response, whatever it will be. */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * Waits for the next reply.
     *
     * @throws ProblemException when the timeout passes or the router shuts down first
     * @throws CallerGoneException when the caller leaves first
     */
    public Reply next(Caller caller) {
        if (last != null) {
            return last;
        }
        Reply reply = await(caller);
        line.bandwidth().moved(tenant(), reply.body());
        if (reply.status() != Reply.Status.PART) {
            last = reply;
        }
        return reply;
    }

    private Reply await(Caller caller) {
        while (true) {
            long leftNanos = deadlineNanos - line.nanoTicker().getAsLong();
            if (leftNanos <= 0) {
                throw problem(
                        ProblemType.DEADLINE_EXCEEDED,
                        "no answer in %d ms; it is safe to retry with the same Idempotency-Key"
                                .formatted(request.timeout().toMillis()));
            }
            Waiter.Event event = event(Math.min(leftNanos, LOOK_AFTER_CALLER_NANOS));
            if (event instanceof Waiter.Event.Arrived(Reply reply)) {
                return reply;
            }
            if (event instanceof Waiter.Event.Drained) {
                throw drained();
            }
            if (caller.isGone()) {
                throw new CallerGoneException();
            }
        }
    }

    private Waiter.@Nullable Event event(long patienceNanos) {
        try {
            return line.waiter().await(patienceNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw drained();
        }
    }

    private ProblemException drained() {
        return problem(
                ProblemType.DRAINING,
                "this router is shutting down; retry with the same Idempotency-Key");
    }

    private ProblemException problem(ProblemType type, String detail) {
        Problem problem =
                Problem.of(type, detail).forTenant(tenant().id().value()).withHeaders(headers);
        return new ProblemException(
                type == ProblemType.DRAINING
                        ? problem.retryAfter(1).withHeaders(Map.of("Connection", "close"))
                        : problem);
    }

    /**
     * Stops waiting. Work that nobody can come back for is cancelled; a keyed request goes on, so
     * that the retry finds its answer.
     */
    @Override
    public void close() {
        boolean alone = line.pool().forget(request.id(), line.waiter());
        if (alone && last == null && !request.keyed()) {
            line.pool().cancel(request.id());
        }
    }
}
