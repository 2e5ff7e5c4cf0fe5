package dev.spillway.controller.capacity.tenant;

/**
 * Grants resources by tier and kind of work.
 *
 * <p>As written in the source document only processors and GPUs are capped: a large training of the
 * tier enterprise gets 16 cores and 4 GPUs, but 256 GB, 8000 GB of storage and 4000 Mbit/s.
 *
 * @param caps nobody gets more
 */
public record ResourceGrants(Resources caps) {

    private static final int NONE = Integer.MAX_VALUE;

    /** The document's: 16 cores, 4 GPUs, and no other limit. */
    public static final ResourceGrants STANDARD =
            new ResourceGrants(new Resources(16, 4, NONE, NONE, NONE));

    public Resources grant(String tier, Workload workload) {
        return workload.base().times(multiplier(tier)).atMost(caps);
    }

    /** How much more than the lowest tier a tier gets. */
    static double multiplier(String tier) {
        return switch (tier) {
            case "premium" -> 2.0;
            case "enterprise" -> 4.0;
            default -> 1.0;
        };
    }
}
