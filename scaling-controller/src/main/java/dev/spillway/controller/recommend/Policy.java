package dev.spillway.controller.recommend;

/** Says how many workers a pool needs. */
public interface Policy {

    /** Names the rules, so that a decision can be replayed by the same ones. */
    String version();

    /**
     * Decides without looking at any bound.
     *
     * @param signal what is known of the load
     * @param targetQueueDepth waiting requests per worker that are fine
     */
    Recommendation recommend(Signal signal, int targetQueueDepth);
}
