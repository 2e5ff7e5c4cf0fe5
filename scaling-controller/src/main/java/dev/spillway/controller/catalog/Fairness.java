package dev.spillway.controller.catalog;

/** Who of a pool's tenants is served next. */
public enum Fairness {
    /** Everyone by weight. */
    WEIGHTED,
    /** First come, first served; for comparison only. */
    FIFO
}
