package dev.spillway.controller.loop;

/** One worker as its actuator sees it. */
public record Worker(String id, State state) {

    /** How far a worker is. */
    public enum State {
        STARTING,
        READY,
        DRAINING
    }
}
