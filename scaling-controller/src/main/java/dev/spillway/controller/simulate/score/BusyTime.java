package dev.spillway.controller.simulate.score;

/** The integral over time of a number that changes all the time, within a stretch of time. */
public final class BusyTime {

    private final long fromNanos;
    private final long untilNanos;
    private long sinceNanos;
    private int value;
    private double slotSeconds;

    public BusyTime(long fromNanos, long untilNanos) {
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
    }

    public void set(long nowNanos, int newValue) {
        long from = Math.max(fromNanos, sinceNanos);
        long until = Math.min(untilNanos, nowNanos);
        if (until > from) {
            slotSeconds += value * (until - from) / 1e9;
        }
        sinceNanos = nowNanos;
        value = newValue;
    }

    /** Value times seconds, up to the last change. */
    public double slotSeconds() {
        return slotSeconds;
    }
}
