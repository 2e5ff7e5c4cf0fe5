package dev.spillway.controller.policy;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy's parameters as they were written. A policy asks for each that it knows; {@link #finish}
 * refuses what is left. A wrong one is an {@link IllegalArgumentException} of one line.
 */
public final class Parameters {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private final Map<String, String> written;
    private final Set<String> known = new LinkedHashSet<>();

    public Parameters(Map<String, String> written) {
        this.written = Map.copyOf(written);
    }

    public boolean has(String name) {
        known.add(name);
        return written.containsKey(name);
    }

    public String text(String name, String otherwise) {
        return has(name) ? value(name) : otherwise;
    }

    private String value(String name) {
        return written.getOrDefault(name, "");
    }

    /** One of a few words. */
    public String oneOf(String name, Set<String> allowed, String otherwise) {
        String value = text(name, otherwise);
        if (!allowed.contains(value)) {
            throw wrong(name, "are " + String.join(", ", new java.util.TreeSet<>(allowed)));
        }
        return value;
    }

    public int integer(String name, int least, int most, int otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(value(name));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // The same line as for a number out of range.
        }
        throw wrong(name, "are whole numbers from %d to %d".formatted(least, most));
    }

    public double number(String name, double least, double most, double otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        try {
            double value = Double.parseDouble(value(name));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // The same line as for a number out of range.
        }
        throw wrong(name, "are numbers from %s to %s".formatted(least, most));
    }

    public Duration duration(String name, Duration otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(value(name));
        if (!matcher.matches()) {
            throw wrong(name, "are durations such as 350ms, 15s, 5m, 1h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private IllegalArgumentException wrong(String name, String allowed) {
        return new IllegalArgumentException(
                "%s is '%s'; allowed %s".formatted(name, value(name), allowed));
    }

    /** Refuses every parameter that nobody asked for. */
    public void finish() {
        for (String name : new java.util.TreeSet<>(written.keySet())) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        known.isEmpty()
                                ? name + " is not a parameter; this policy has none"
                                : "%s is not a parameter; allowed are %s"
                                        .formatted(name, String.join(", ", known)));
            }
        }
    }
}
