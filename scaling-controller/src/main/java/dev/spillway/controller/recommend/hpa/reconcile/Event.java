package dev.spillway.controller.recommend.hpa.reconcile;

/** Something an autoscaler tells its owner. */
public record Event(Severity severity, String reason, String message) {

    /** How bad it is. */
    public enum Severity {
        NORMAL,
        WARNING
    }
}
