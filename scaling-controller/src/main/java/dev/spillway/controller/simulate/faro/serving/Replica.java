package dev.spillway.controller.simulate.faro.serving;

/** Serves one request at a time, and holds a few more. */
final class Replica {

    static final long IDLE = Long.MAX_VALUE;

    /** The arrivals of the requests it holds; the first one is in service. */
    final LongRing held = new LongRing(4);

    /** When the request in service will be done. */
    long doneNanos = IDLE;

    double serviceSeconds;

    /** Gets no more requests, and goes when it has served those it holds. */
    boolean draining;
}
