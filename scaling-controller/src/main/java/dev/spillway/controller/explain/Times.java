package dev.spillway.controller.explain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads a moment as people write it. */
public final class Times {

    public static final String ALLOWED =
            "02:47, 02:47:13 (the last time it was so, UTC), 2026-01-05T02:47 (UTC) and 2026-01-05T02:47:13+05:30";

    private Times() {}

    /** The moment meant, or nothing if that cannot be known. */
    public static Optional<Instant> read(String text, Instant now) {
        String written = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        return timeOfDay(written, now).or(() -> local(written)).or(() -> withOffset(written));
    }

    private static Optional<Instant> timeOfDay(String text, Instant now) {
        try {
            Instant today =
                    LocalTime.parse(text)
                            .atDate(now.atOffset(ZoneOffset.UTC).toLocalDate())
                            .toInstant(ZoneOffset.UTC);
            return Optional.of(today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> local(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> withOffset(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
