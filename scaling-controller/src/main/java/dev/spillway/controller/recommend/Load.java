package dev.spillway.controller.recommend;

import java.util.List;
import java.util.Optional;

/**
 * What a pool's queue showed at one moment.
 *
 * @param epoch changes when the queue's store lost its contents; counters start anew then
 * @param waiting requests that wait
 * @param inFlight requests that workers hold
 * @param tenants the same by tenant
 * @param latency of the latest answers, where something measures it
 */
public record Load(
        String epoch,
        long waiting,
        long inFlight,
        List<TenantLoad> tenants,
        Optional<Latency> latency) {

    public Load {
        if (waiting < 0 || inFlight < 0) {
            throw new IllegalArgumentException(
                    "waiting is %d and in flight %d; neither can be negative"
                            .formatted(waiting, inFlight));
        }
        tenants = List.copyOf(tenants);
    }

    /** A load of which only the depth is known. */
    public static Load ofDepth(String epoch, long waiting, long inFlight) {
        return new Load(epoch, waiting, inFlight, List.of(), Optional.empty());
    }
}
