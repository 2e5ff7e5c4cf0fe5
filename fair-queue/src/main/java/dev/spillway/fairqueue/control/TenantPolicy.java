package dev.spillway.fairqueue.control;

/**
 * A tenant's entitlement in a domain.
 *
 * @param weight share relative to the other tenants of the domain, 0.001 to 1000
 * @param ratePerSecond requests admitted per second in the long run; 0 for no limit
 * @param burst requests admitted at once beyond that rate, at least 1
 * @param maxWaiting requests that may wait, at least 1
 * @param maxInFlight requests in flight while another tenant waits, at least 1
 */
public record TenantPolicy(
        double weight, double ratePerSecond, int burst, int maxWaiting, int maxInFlight) {

    public TenantPolicy {
        requireBetween("weight", weight, 0.001, 1000);
        requireBetween("ratePerSecond", ratePerSecond, 0, 1_000_000);
        requireBetween("burst", burst, 1, Integer.MAX_VALUE);
        requireBetween("maxWaiting", maxWaiting, 1, Integer.MAX_VALUE);
        requireBetween("maxInFlight", maxInFlight, 1, Integer.MAX_VALUE);
    }

    private static void requireBetween(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s is %s; allowed are %s to %s".formatted(name, value, least, most));
        }
    }
}
