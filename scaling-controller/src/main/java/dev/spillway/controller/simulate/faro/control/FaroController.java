package dev.spillway.controller.simulate.faro.control;

import dev.spillway.controller.recommend.Observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides about the replicas of all tenants, each of which is a pool of its own. Virtual time
 * starts at {@link Instant#EPOCH}.
 *
 * <p>Of each tenant it sees the replicas (ready, starting with the expected time where a pod is
 * found, and for the time of a scale-in draining) and the load: waiting are requests that no
 * replica has begun, in flight those in service, one per replica; the latency is of what ended in
 * the last 30 s, refused requests included, and zero when nothing ended.
 */
public interface FaroController {

    /** Between two decisions; the first one is after one period. */
    Duration period();

    /**
     * Whether changes go through Faro's ledger and one executor per tenant, as the published
     * controllers' do: while a tenant's last change is under way, further ones are lost, and the
     * targets of all tenants stay within the limit, first come, first served. Otherwise changes
     * take effect at once and side by side, and only pods are limited: what finds no CPU waits.
     */
    boolean usesLedger();

    /** A look at the start, before any request came; the latency is not known. */
    default void begin(Instant now, List<Observation> tenants, Room room) {}

    /**
     * Decides.
     *
     * @param tenants what is known of each, always in the same order
     * @param room what the node has left
     */
    List<Change> tick(Instant now, List<Observation> tenants, Room room);

    /** Leaves everything as it begins. */
    static FaroController fixed() {
        return new FaroController() {
            @Override
            public Duration period() {
                return Duration.ofSeconds(10);
            }

            @Override
            public boolean usesLedger() {
                return true;
            }

            @Override
            public List<Change> tick(Instant now, List<Observation> tenants, Room room) {
                return List.of();
            }
        };
    }
}
