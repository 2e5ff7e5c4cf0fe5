package dev.spillway.router.admission;

import dev.spillway.fairqueue.admission.Allowance;
import dev.spillway.router.tenancy.Tenant;

import java.time.Duration;
import java.util.Map;

/**
 * {@code RateLimit-Policy} and {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers: the
 * tenant's rate as policy "rate" (when it has one) and its queue as policy "queue".
 */
public final class RateLimitHeaders {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    private RateLimitHeaders() {}

    /** What holds, without a count. */
    public static Map<String, String> policy(Tenant tenant) {
        return Map.of(POLICY, policyOf(tenant));
    }

    /** After an admission: what is left of both. */
    public static Map<String, String> admitted(Tenant tenant, long waiting, Allowance allowance) {
        String queue = "\"queue\";r=" + Math.max(0, tenant.queueDepth() - waiting);
        String limit =
                isUnlimited(tenant)
                        ? queue
                        : "\"rate\";r=%d;t=%d, %s"
                                .formatted(
                                        Math.min(allowance.remaining(), tenant.burst()),
                                        ceilSeconds(allowance.reset()),
                                        queue);
        return Map.of(POLICY, policyOf(tenant), LIMIT, limit);
    }

    static Map<String, String> exhausted(Tenant tenant, Duration retryAfter) {
        return Map.of(
                POLICY,
                policyOf(tenant),
                LIMIT,
                "\"rate\";r=0;t=" + Math.max(1, ceilSeconds(retryAfter)));
    }

    static Map<String, String> queueFull(Tenant tenant) {
        return Map.of(POLICY, policyOf(tenant), LIMIT, "\"queue\";r=0");
    }

    static long ceilSeconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }

    private static String policyOf(Tenant tenant) {
        String queue = "\"queue\";q=%d;qu=\"concurrent-requests\"".formatted(tenant.queueDepth());
        return isUnlimited(tenant)
                ? queue
                : "\"rate\";q=%d;w=%d, %s".formatted(tenant.burst(), windowSeconds(tenant), queue);
    }

    /** The time in which the burst comes back, which is the window the draft asks for. */
    private static long windowSeconds(Tenant tenant) {
        return Math.max(1, (long) Math.ceil(tenant.burst() / tenant.requestsPerSecond()));
    }

    private static boolean isUnlimited(Tenant tenant) {
        return tenant.requestsPerSecond() == 0;
    }
}
