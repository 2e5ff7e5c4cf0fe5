package dev.spillway.controller.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Runs events in the order of virtual time; at one instant by rank, and in the order of scheduling
 * where the ranks are equal too. Virtual time is in nanoseconds since the start of the simulation.
 */
public final class EventQueue {

    private static final Comparator<Event> ORDER =
            (one, other) -> {
                int byTime = Long.compare(one.atNanos, other.atNanos);
                if (byTime != 0) {
                    return byTime;
                }
                int byRank = Integer.compare(one.rank, other.rank);
                return byRank != 0 ? byRank : Long.compare(one.number, other.number);
            };

    private record Event(long atNanos, int rank, long number, Runnable action) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(1024, ORDER);
    private long nowNanos;
    private long scheduled;

    public long nowNanos() {
        return nowNanos;
    }

    /** Schedules an event of rank 0, before all others of its instant. */
    public void at(long atNanos, Runnable action) {
        at(atNanos, 0, action);
    }

    /**
     * Schedules an event.
     *
     * @param atNanos virtual time, not before now
     * @param rank its place among the events of the same instant, the lowest first
     */
    public void at(long atNanos, int rank, Runnable action) {
        if (atNanos < nowNanos) {
            throw new IllegalArgumentException(
                    "an event is for %d ns; it is %d ns already".formatted(atNanos, nowNanos));
        }
        events.add(new Event(atNanos, rank, scheduled++, action));
    }

    public void in(long delayNanos, Runnable action) {
        at(Math.addExact(nowNanos, delayNanos), action);
    }

    /** Runs the next event, if there is one at or before that time. */
    public boolean runNext(long untilNanos) {
        Event next = events.peek();
        if (next == null || next.atNanos > untilNanos) {
            return false;
        }
        events.poll();
        nowNanos = next.atNanos;
        next.action.run();
        return true;
    }

    /** Runs everything up to and including that time, which then is now. */
    public void runUntil(long untilNanos) {
        while (runNext(untilNanos)) {
            // Each event may schedule others.
        }
        nowNanos = Math.max(nowNanos, untilNanos);
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }
}
