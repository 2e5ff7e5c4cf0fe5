package dev.spillway.rag.openai;

import dev.spillway.rag.answer.Parts;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Joins small pieces into one per interval: a message per token would load the queue. */
final class FlushedParts {

    private final Parts parts;
    private final long intervalNanos;
    private final LongSupplier nanoTicker;
    private final StringBuilder held = new StringBuilder();
    private long lastFlush;

    FlushedParts(Parts parts, Duration interval, LongSupplier nanoTicker) {
        this.parts = parts;
        this.intervalNanos = interval.toNanos();
        this.nanoTicker = nanoTicker;
        this.lastFlush = nanoTicker.getAsLong() - intervalNanos;
    }

    void send(String piece) {
        held.append(piece);
        flushIfDue();
    }

    void flushIfDue() {
        if (nanoTicker.getAsLong() - lastFlush >= intervalNanos) {
            flush();
        }
    }

    void flush() {
        if (!held.isEmpty()) {
            parts.send(held.toString());
            held.setLength(0);
            lastFlush = nanoTicker.getAsLong();
        }
    }
}
