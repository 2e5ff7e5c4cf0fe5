package dev.spillway.fairqueue.control;

/**
 * What holds for all tenants of a domain together.
 *
 * @param fairness who is served next
 * @param maxWaiting requests that may wait in all, at least 1
 */
public record DomainPolicy(Fairness fairness, int maxWaiting) {

    public DomainPolicy {
        if (maxWaiting < 1) {
            throw new IllegalArgumentException(
                    "maxWaiting is %d; it must be at least 1".formatted(maxWaiting));
        }
    }
}
