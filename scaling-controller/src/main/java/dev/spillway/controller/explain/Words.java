package dev.spillway.controller.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Words {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    static String moment(Instant at) {
        return DAY_AND_TIME.format(at);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** "1 worker", "2 workers". */
    static String count(long number, String thing) {
        return number == 1 ? "1 " + thing : number + " " + thing + "s";
    }

    static String duration(Duration time) {
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return number(Math.round(millis / 100.0) / 10.0) + " s";
        }
        return millis < 7_200_000
                ? Math.round(millis / 60_000.0) + " min"
                : Math.round(millis / 3_600_000.0) + " h";
    }

    /** As few digits as say it: whole numbers without a point, others with at most three places. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value)
                    ? "unknown"
                    : value > 0 ? "without limit" : "below any limit";
        }
        if (value != 0 && Math.abs(value) < 0.0005) {
            return "almost 0";
        }
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    /** A constant's name as words: {@code QUEUE_DEPTH} is "queue depth". */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
