package dev.spillway.controller.simulate.scenario;

/** Something that goes wrong at a moment of virtual time. */
public sealed interface Fault {

    long atNanos();

    /** What the policy sees is wrong for a while. */
    record Sight(Kind kind, long atNanos, long lengthNanos, double amount) implements Fault {

        /** How it is wrong. */
        public enum Kind {
            /** No new numbers; the last ones age. */
            FREEZE,
            /** The last numbers again and again, each time as if they were new. */
            STUCK,
            /** Every number is zero. */
            ZERO,
            /** Not a number: nothing can be read. */
            NAN,
            /** Every number is {@code amount} times what it is. */
            SPIKE,
            /**
             * A share of {@code amount} of the tenants, or of a single one's requests, is missing.
             */
            LOST_SHARD
        }

        public boolean covers(long nanos) {
            return nanos >= atNanos && nanos - atNanos < lengthNanos;
        }
    }

    /**
     * The controller's clock jumps.
     *
     * @param byNanos ahead, or back where it is negative
     */
    record ClockStep(long atNanos, long byNanos) implements Fault {}

    /**
     * The controller is gone for a while.
     *
     * @param keepsMemory whether the next one finds the state that this one left
     */
    record Restart(long atNanos, long downNanos, boolean keepsMemory) implements Fault {}

    /** Workers of a pool die. */
    record WorkerCrash(long atNanos, String pool, int workers) implements Fault {}

    /** The queue's store forgets everything; what waits is lost and its epoch changes. */
    record StoreLoss(long atNanos) implements Fault {}
}
