package dev.spillway.fairqueue.admission;

import java.time.Duration;

/**
 * What is left of a tenant's rate limit.
 *
 * @param remaining requests that would be admitted at once, 0 or more; {@link Long#MAX_VALUE}
 *     without a rate limit
 * @param reset until the whole burst is available again
 */
public record Allowance(long remaining, Duration reset) {

    public static final Allowance UNLIMITED = new Allowance(Long.MAX_VALUE, Duration.ZERO);
}
