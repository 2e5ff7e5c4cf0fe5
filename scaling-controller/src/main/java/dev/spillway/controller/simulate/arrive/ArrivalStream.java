package dev.spillway.controller.simulate.arrive;

/** Arrivals one after another. */
public interface ArrivalStream {

    /** No more arrivals. */
    long END = Long.MAX_VALUE;

    /** Unknown size. */
    int UNKNOWN = -1;

    /** Moves to the next arrival and returns its virtual time, or {@link #END}. */
    long next();

    /** Size of the current request's input in tokens, or {@link #UNKNOWN}. */
    default int contextTokens() {
        return UNKNOWN;
    }

    /** Size of the current request's answer in tokens, or {@link #UNKNOWN}. */
    default int generatedTokens() {
        return UNKNOWN;
    }
}
