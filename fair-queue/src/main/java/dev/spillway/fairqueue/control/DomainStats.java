package dev.spillway.fairqueue.control;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.work.WorkerId;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A domain's exact numbers at one moment.
 *
 * @param domain whose they are
 * @param epoch changes when the store was restarted or lost its contents; requests handed in before
 *     that still wait for their reply are to be handed in again with the same ids
 * @param at the moment, by the store's clock
 * @param slots slots of each live worker
 * @param inFlight requests in flight on each live worker
 * @param tenants the configured tenants by name
 */
public record DomainStats(
        Domain domain,
        String epoch,
        Instant at,
        Map<WorkerId, Integer> slots,
        Map<WorkerId, Integer> inFlight,
        List<TenantStats> tenants) {

    public DomainStats {
        slots = Map.copyOf(slots);
        inFlight = Map.copyOf(inFlight);
        tenants = List.copyOf(tenants);
    }

    /** Requests that wait, over all tenants. */
    public long waiting() {
        return tenants.stream().mapToLong(TenantStats::waiting).sum();
    }

    /** Requests in flight, over all tenants. */
    public long inFlightTotal() {
        return tenants.stream().mapToLong(TenantStats::inFlight).sum();
    }
}
