package dev.spillway.controller.recommend;

/** What a policy wants. */
public sealed interface Recommendation {

    Reason reason();

    /**
     * So many workers.
     *
     * @param replicas wanted, before any bound
     */
    record Replicas(int replicas, Reason reason) implements Recommendation {}

    /** Nothing can be said: no fewer than there are. */
    record Hold(Reason reason) implements Recommendation {}
}
