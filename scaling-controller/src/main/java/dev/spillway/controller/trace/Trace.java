package dev.spillway.controller.trace;

import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.arrive.Replay;

import java.util.Map;

/** Recorded traffic by tenant; a file that knows no tenants has one, {@link #ALL}. */
public sealed interface Trace {

    /** The tenant of a file that names none. */
    String ALL = "";

    /** Every request by itself. */
    record Requests(Map<String, Replay> byTenant) implements Trace {
        public Requests {
            byTenant = Map.copyOf(byTenant);
        }
    }

    /** Counts in bins of equal length. */
    record Counts(Map<String, Rate.Bins> byTenant) implements Trace {
        public Counts {
            byTenant = Map.copyOf(byTenant);
        }
    }
}
