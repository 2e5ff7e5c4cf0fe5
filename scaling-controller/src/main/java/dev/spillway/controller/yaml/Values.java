package dev.spillway.controller.yaml;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single values, by the text that was written rather than by YAML's guess at its type. */
public final class Values {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,15}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,18})?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final int LONGEST_SHOWN = 60;

    private Values() {}

    /** A scalar's text; empty for anything else. */
    static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    static Optional<Long> integer(Node node) {
        String text = scalar(node);
        return INTEGER.matcher(text).matches()
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }

    static Optional<Double> number(Node node) {
        String text = scalar(node);
        return NUMBER.matcher(text).matches()
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }

    static Optional<BigDecimal> decimal(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    static Optional<Duration> duration(Node node) {
        Matcher matcher = DURATION.matcher(scalar(node));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    /** A value as a message shows it: one line, and short. */
    static String shown(Node node) {
        return switch (node) {
            case MappingNode _ -> "a mapping";
            case SequenceNode _ -> "a list";
            default -> quoted(scalar(node));
        };
    }

    public static String quoted(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_SHOWN
                ? "'" + line + "'"
                : "'" + line.substring(0, LONGEST_SHOWN) + "…'";
    }

    public static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    public static String plain(Duration value) {
        long millis = value.toMillis();
        if (millis % 3_600_000 == 0 && millis > 0) {
            return millis / 3_600_000 + "h";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
