package dev.spillway.controller.signal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What somebody wants to know.
 *
 * @param pool of which pool
 * @param kind which of its signals
 * @param target waiting requests per worker; the pool's own where absent
 */
public record SignalRequest(String pool, Kind kind, OptionalInt target) {

    private static final String POOL = "pool";
    private static final String SIGNAL = "signal";
    private static final String TARGET = "target";
    private static final int HIGHEST_TARGET = 1_000_000;
    private static final int LONGEST_SHOWN = 60;

    /** Which of a pool's signals. */
    public enum Kind {
        /** The number of workers that was decided on. */
        DESIRED,
        /** What waits and what is in flight. */
        QUEUE
    }

    /**
     * Reads what was written into a ScaledObject. What else is there is somebody else's.
     *
     * @throws IllegalArgumentException of one line
     */
    public static SignalRequest read(Map<String, String> metadata) {
        String pool = metadata.getOrDefault(POOL, "").strip();
        if (pool.isEmpty()) {
            throw new IllegalArgumentException(
                    "metadata has no pool; it must name one of Spillway's pools");
        }
        Kind kind = kind(metadata.getOrDefault(SIGNAL, "desired"));
        OptionalInt target =
                Optional.ofNullable(metadata.get(TARGET)).stream()
                        .mapToInt(SignalRequest::target)
                        .findFirst();
        if (kind == Kind.DESIRED && target.isPresent()) {
            throw new IllegalArgumentException(
                    "target is of no use with signal desired; take it out or set signal: queue");
        }
        return new SignalRequest(pool, kind, target);
    }

    private static Kind kind(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "desired" -> Kind.DESIRED;
            case "queue" -> Kind.QUEUE;
            default ->
                    throw new IllegalArgumentException(
                            "signal is '%s'; allowed are desired, queue".formatted(shown(value)));
        };
    }

    private static int target(String value) {
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= 1 && number <= HIGHEST_TARGET) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the same line as a number out of range.
        }
        throw new IllegalArgumentException(
                "target is '%s'; allowed are whole numbers from 1 to %d"
                        .formatted(shown(value), HIGHEST_TARGET));
    }

    /** Somebody else's text as it may stand in a message. */
    public static String shown(String value) {
        String line = value.replaceAll("[\\p{C}\\u2028\\u2029]", "?");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
