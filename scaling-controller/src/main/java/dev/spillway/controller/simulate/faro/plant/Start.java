package dev.spillway.controller.simulate.faro.plant;

import java.util.ArrayList;
import java.util.List;

/** Replicas that were asked for together, until all of them are ready. */
final class Start {

    final int tenant;
    final long askedNanos;
    final Runnable whenAllReady;

    /** Those that still need a pod. */
    int waiting;

    /** Those whose pods start. */
    final List<Boot> booting = new ArrayList<>();

    Start(int tenant, long askedNanos, int count, Runnable whenAllReady) {
        this.tenant = tenant;
        this.askedNanos = askedNanos;
        this.waiting = count;
        this.whenAllReady = whenAllReady;
    }

    boolean isComplete() {
        return waiting == 0 && booting.isEmpty();
    }

    /** A pod on its way to be a replica. */
    record Boot(int number, long readyNanos) {}
}
