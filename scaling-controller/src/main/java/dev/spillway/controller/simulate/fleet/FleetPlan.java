package dev.spillway.controller.simulate.fleet;

import dev.spillway.controller.simulate.Distribution;

/**
 * What workers of a pool are like.
 *
 * @param slots requests one works on at the same time at most
 * @param startup from its place on a node to ready
 * @param contention how requests on one worker slow each other down
 * @param cpu how busy slots show as processor time
 * @param drain how a worker leaves
 * @param quota workers of the pool that the cluster admits at most
 */
public record FleetPlan(
        int slots, Distribution startup, Contention contention, Cpu cpu, Drain drain, int quota) {

    public FleetPlan {
        if (slots < 1) {
            throw new IllegalArgumentException(
                    "slots is %d; it must be at least 1".formatted(slots));
        }
    }

    /**
     * Up to {@code knee} requests at a time do not disturb each other; beyond, everything takes
     * {@code (in flight / knee)^exponent} as long. Counted when a request begins.
     */
    public record Contention(int knee, double exponent) {

        public static final Contention NONE = new Contention(Integer.MAX_VALUE, 0);

        double slowdown(int inFlight) {
            return inFlight <= knee ? 1 : Math.pow((double) inFlight / knee, exponent);
        }
    }

    /** The same with another number of slots. */
    public FleetPlan withSlots(int newSlots) {
        return new FleetPlan(newSlots, startup, contention, cpu, drain, quota);
    }

    /** Where more requests at a time do not use more of the processor: the knee, or all slots. */
    public int fullSlots() {
        return Math.min(slots, contention.knee());
    }

    /**
     * Processor time of a worker with nothing to do, and of one with all slots busy; where requests
     * slow each other down, already with as many busy as the knee says.
     */
    public record Cpu(double idleRatio, double busyRatio) {

        public static final Cpu PROPORTIONAL = new Cpu(0, 1);

        double ratio(double busySlots, int slots) {
            return idleRatio + (busyRatio - idleRatio) * busySlots / slots;
        }
    }

    /**
     * A worker that has to go takes no more requests, and goes when it has answered those it holds.
     *
     * @param patienceSeconds after which it goes anyhow, and its requests wait again
     */
    public record Drain(double patienceSeconds) {

        public static final Drain TO_THE_END = new Drain(Double.POSITIVE_INFINITY);
    }
}
