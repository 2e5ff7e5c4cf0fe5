package dev.spillway.fairqueue.control;

/** Who is served next. */
public enum Fairness {
    /** Weighted start-time fair queueing (Goyal, Vin, Cheng: SIGCOMM 1996). */
    WEIGHTED,
    /** First come, first served over all tenants, for comparison only: a flood hurts everyone. */
    FIFO
}
