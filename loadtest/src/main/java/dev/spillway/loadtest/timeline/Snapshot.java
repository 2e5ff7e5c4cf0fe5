package dev.spillway.loadtest.timeline;

import java.time.Instant;
import java.util.List;

/** The pools of a run at one moment, taken together. */
public record Snapshot(Instant at, int desired, int running, int ready, List<TenantState> tenants) {

    public Snapshot {
        tenants = List.copyOf(tenants);
    }

    public int waiting() {
        return tenants.stream().mapToInt(TenantState::waiting).sum();
    }

    public int inFlight() {
        return tenants.stream().mapToInt(TenantState::inFlight).sum();
    }

    public int waiting(String tenant) {
        return tenants.stream()
                .filter(state -> state.name().equals(tenant))
                .mapToInt(TenantState::waiting)
                .sum();
    }

    public Tally tally() {
        return tenants.stream().map(TenantState::tally).reduce(Tally.NONE, Tally::plus);
    }
}
