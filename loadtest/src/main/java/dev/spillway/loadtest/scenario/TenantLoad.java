package dev.spillway.loadtest.scenario;

/**
 * A tenant's ordinary traffic.
 *
 * @param staggerMillis shifts its schedule, so that tenants of one rate do not all ask in the same
 *     millisecond
 */
public record TenantLoad(String name, String tier, double ratePerSecond, long staggerMillis) {

    public TenantLoad {
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException(
                    "rate of tenant "
                            + name
                            + ": "
                            + ratePerSecond
                            + " must be above 0 requests a second");
        }
        if (staggerMillis < 0) {
            throw new IllegalArgumentException(
                    "stagger of tenant " + name + ": " + staggerMillis + " is negative");
        }
    }
}
