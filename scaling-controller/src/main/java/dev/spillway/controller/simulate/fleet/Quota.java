package dev.spillway.controller.simulate.fleet;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many workers the cluster admits; those beyond wait. */
final class Quota {

    private final int most;
    private final Deque<SimulatedWorker> waiting = new ArrayDeque<>();
    private long rejections;

    Quota(int most) {
        this.most = most;
    }

    /**
     * Whether a worker is admitted at once.
     *
     * @param running with it
     */
    boolean admits(SimulatedWorker worker, int running) {
        if (running <= most) {
            return true;
        }
        rejections++;
        waiting.addLast(worker);
        return false;
    }

    /** Whether it waited; it does no longer. */
    boolean forgets(SimulatedWorker worker) {
        return waiting.remove(worker);
    }

    /** Whether the next that waits has room now. */
    boolean hasRoomForNext(int running) {
        return !waiting.isEmpty() && running - waiting.size() < most;
    }

    SimulatedWorker next() {
        return waiting.removeFirst();
    }

    /** Workers that came when it was used up. */
    long rejections() {
        return rejections;
    }
}
