package dev.spillway.controller.kubernetes.plan;

/**
 * One worker's pod.
 *
 * @param name its name
 * @param state how far it is
 * @param inFlight requests it works on, as far as known
 * @param marked whether it is marked as one of those to go first
 */
public record Pod(String name, State state, int inFlight, boolean marked) {

    /** How far a pod is. */
    public enum State {
        STARTING,
        READY,
        /** Asked to end; it counts against the quota until it has. */
        TERMINATING
    }
}
