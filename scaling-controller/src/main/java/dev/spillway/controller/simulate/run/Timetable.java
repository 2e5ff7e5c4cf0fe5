package dev.spillway.controller.simulate.run;

import dev.spillway.controller.simulate.EventQueue;

import java.time.Duration;
import java.util.SplittableRandom;

/** What happens again and again, from a phase of its own on where the scenario wants that. */
final class Timetable {

    private static final long ALWAYS_ALIGNED_NANOS = 1_000_000_000L;

    private final EventQueue events;
    private final boolean hasRandomPhases;
    private final SplittableRandom phases;

    Timetable(EventQueue events, boolean hasRandomPhases, SplittableRandom phases) {
        this.events = events;
        this.hasRandomPhases = hasRandomPhases;
        this.phases = phases;
    }

    /** Repeats, the shortest periods aligned to the start. */
    void every(Duration period, int rank, Runnable action) {
        long nanos = period.toNanos();
        boolean isAligned = !hasRandomPhases || nanos <= ALWAYS_ALIGNED_NANOS;
        long first = isAligned ? nanos : 1 + (long) (phases.nextDouble() * nanos);
        events.at(first, rank, new Repeating(nanos, rank, action));
    }

    private final class Repeating implements Runnable {
        private final long periodNanos;
        private final int rank;
        private final Runnable action;

        Repeating(long periodNanos, int rank, Runnable action) {
            this.periodNanos = periodNanos;
            this.rank = rank;
            this.action = action;
        }

        @Override
        public void run() {
            action.run();
            events.at(events.nowNanos() + periodNanos, rank, this);
        }
    }
}
