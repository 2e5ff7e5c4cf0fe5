package dev.spillway.loadtest.timeline;

/** One tenant's queue at one moment. */
public record TenantState(String name, int waiting, int inFlight, Tally tally) {}
