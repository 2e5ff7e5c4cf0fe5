package dev.spillway.router.admission;

import dev.spillway.fairqueue.admission.EnqueueOutcome.DeadlineInfeasible;
import dev.spillway.fairqueue.admission.EnqueueOutcome.QueueFull;
import dev.spillway.fairqueue.admission.EnqueueOutcome.RateLimited;
import dev.spillway.fairqueue.admission.EnqueueOutcome.Saturated;
import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemType;
import dev.spillway.router.tenancy.Tenant;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The queue's refusals as problems: 429 is the tenant's own doing, 503 is ours. Waits that are
 * estimates are spread by ±20 %, so that callers turned away together do not come back together.
 */
public final class Refusals {
    private static final double SPREAD_RATIO = 0.2;

    private final RandomGenerator random;

    public Refusals(RandomGenerator random) {
        this.random = random;
    }

    public Problem rateLimited(Tenant tenant, RateLimited outcome) {
        return Problem.of(
                        ProblemType.QUOTA_EXCEEDED,
                        "the tenant may send %s requests per second, %d at once"
                                .formatted(plain(tenant.requestsPerSecond()), tenant.burst()))
                .forTenant(tenant.id().value())
                .retryAfter(ceilSeconds(outcome.retryAfter()))
                .withHeaders(RateLimitHeaders.exhausted(tenant, outcome.retryAfter()));
    }

    public Problem overBandwidth(Tenant tenant, Duration owed) {
        return Problem.of(
                        ProblemType.QUOTA_EXCEEDED,
                        "the tenant may move %s bytes of questions and answers per second"
                                .formatted(plain(tenant.bytesPerSecond())))
                .forTenant(tenant.id().value())
                .retryAfter(ceilSeconds(owed))
                .withHeaders(RateLimitHeaders.policy(tenant));
    }

    public Problem queueFull(Tenant tenant, QueueFull outcome) {
        return Problem.of(
                        ProblemType.QUEUE_FULL,
                        "%d requests of the tenant wait, which is all that may"
                                .formatted(outcome.limit()))
                .forTenant(tenant.id().value())
                .retryAfter(spread(outcome.retryAfter()))
                .withHeaders(RateLimitHeaders.queueFull(tenant));
    }

    public Problem deadlineInfeasible(Tenant tenant, DeadlineInfeasible outcome) {
        return Problem.of(
                        ProblemType.DEADLINE_INFEASIBLE,
                        "an answer is expected in %d ms, after the request's timeout"
                                .formatted(outcome.expectedWait().toMillis()))
                .forTenant(tenant.id().value())
                .retryAfter(spread(outcome.retryAfter()))
                .withHeaders(RateLimitHeaders.policy(tenant));
    }

    public Problem saturated(Tenant tenant, Saturated outcome) {
        return ours(
                tenant,
                ProblemType.TEMPORARY_REDUCED_CAPACITY,
                "the pool has no room, although the tenant is within its limits",
                spread(outcome.retryAfter()));
    }

    public Problem noWorkers(Tenant tenant) {
        return ours(
                tenant,
                ProblemType.NO_WORKERS,
                "no worker serves the tenant's pool now",
                twoToFiveSeconds());
    }

    public Problem tenantNotReady(Tenant tenant) {
        return ours(
                tenant,
                ProblemType.TENANT_NOT_READY,
                "the tenant's queue is being set up",
                twoToFiveSeconds());
    }

    public Problem queueUnavailable(Tenant tenant) {
        return ours(
                tenant,
                ProblemType.QUEUE_UNAVAILABLE,
                "the queue does not answer; the request may be sent again with the same"
                        + " Idempotency-Key",
                twoToFiveSeconds());
    }

    public Problem conflict(Tenant tenant) {
        return Problem.of(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "the Idempotency-Key was used for a request with another body")
                .forTenant(tenant.id().value())
                .about("Idempotency-Key");
    }

    private static Problem ours(Tenant tenant, ProblemType type, String detail, long seconds) {
        return Problem.of(type, detail)
                .forTenant(tenant.id().value())
                .retryAfter(seconds)
                .withHeaders(RateLimitHeaders.policy(tenant));
    }

    private long twoToFiveSeconds() {
        return random.nextLong(2, 6);
    }

    private long spread(Duration estimate) {
        double factor = 1 - SPREAD_RATIO + 2 * SPREAD_RATIO * random.nextDouble();
        return Math.max(1, (long) Math.ceil(estimate.toMillis() / 1000.0 * factor));
    }

    private static long ceilSeconds(Duration exact) {
        return Math.max(1, RateLimitHeaders.ceilSeconds(exact));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
