package dev.spillway.fairqueue.control;

import dev.spillway.fairqueue.TenantId;

/** What a controller does with a queue. */
public interface Control {

    /** Sets what holds for the whole domain; the default is weighted, with 100 000 waiting. */
    void configure(DomainPolicy policy);

    /** Adds a tenant or changes its entitlement; its queue and its account stay as they are. */
    void configure(TenantId tenant, TenantPolicy policy);

    /**
     * Takes a tenant out; its waiting requests get a {@code CANCELLED} reply, those in flight
     * finish.
     */
    void remove(TenantId tenant);

    /** Everything that is measured, in one consistent reading. */
    DomainStats stats();
}
