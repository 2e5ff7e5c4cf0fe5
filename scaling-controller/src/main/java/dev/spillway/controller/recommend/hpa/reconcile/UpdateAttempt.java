package dev.spillway.controller.recommend.hpa.reconcile;

/** How one attempt to set the target's replicas ended. */
public sealed interface UpdateAttempt {

    record Succeeded() implements UpdateAttempt {}

    /** Somebody else wrote in between: it is tried again, with the same number. */
    record Conflict(String message) implements UpdateAttempt {}

    record Failed(String message) implements UpdateAttempt {}
}
