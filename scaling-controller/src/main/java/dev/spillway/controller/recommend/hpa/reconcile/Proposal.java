package dev.spillway.controller.recommend.hpa.reconcile;

/** What one metric says. */
sealed interface Proposal {

    /**
     * So many.
     *
     * @param metric in words, for messages
     */
    record Replicas(int replicas, String metric, MetricStatus status) implements Proposal {}

    /**
     * Nothing.
     *
     * @param condition that the autoscaler gets if this is the first failure and it stops
     */
    record Invalid(Condition condition, String error) implements Proposal {}
}
