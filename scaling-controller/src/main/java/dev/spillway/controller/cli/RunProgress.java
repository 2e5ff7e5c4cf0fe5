package dev.spillway.controller.cli;

import dev.spillway.controller.simulate.run.Progress;
import dev.spillway.controller.simulate.score.Outcome;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Says every few seconds how far a run is, and at the end how fast it was. */
final class RunProgress implements Progress {

    private static final long EVERY_NANOS = 3_000_000_000L;

    private final PrintWriter out;
    private final LongSupplier nanoTicker;
    private final String what;
    private final long lengthNanos;
    private final long began;
    private long said;

    RunProgress(PrintWriter out, LongSupplier nanoTicker, String what, long lengthNanos) {
        this.out = out;
        this.nanoTicker = nanoTicker;
        this.what = what;
        this.lengthNanos = lengthNanos;
        this.began = nanoTicker.getAsLong();
        this.said = began;
    }

    @Override
    public void reached(long virtualNanos) {
        long now = nanoTicker.getAsLong();
        if (now - said >= EVERY_NANOS && virtualNanos < lengthNanos) {
            said = now;
            out.printf(
                    "%s: %s of %s, %s%n",
                    what, clock(virtualNanos), clock(lengthNanos), speed(virtualNanos, now));
            out.flush();
        }
    }

    void done(Outcome outcome) {
        long now = nanoTicker.getAsLong();
        out.printf(
                "%s: %s in %.1f s, %s, %d requests, %d decisions%n",
                what,
                clock(lengthNanos),
                (now - began) / 1e9,
                speed(lengthNanos, now),
                outcome.totals().arrived(),
                outcome.totals().decisions());
        out.flush();
    }

    private String speed(long virtualNanos, long now) {
        return "%.0f times real time".formatted((double) virtualNanos / Math.max(1, now - began));
    }

    static String clock(long nanos) {
        Duration time = Duration.ofNanos(nanos);
        return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
