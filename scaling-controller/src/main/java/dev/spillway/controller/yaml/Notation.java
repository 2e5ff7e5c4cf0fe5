package dev.spillway.controller.yaml;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Function;

/**
 * A way to write values of some type.
 *
 * @param form what every such text matches, though not all that matches has a meaning
 * @param meaning of a text that matches; empty where it has none
 * @param allowed the end of a message: {@code are …}
 */
public record Notation<T>(String form, Function<String, Optional<T>> meaning, String allowed) {

    private static final String DAY_FORM = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String TIME_FORM = "[0-9]{2}:[0-9]{2}";
    private static final String TIME_ALLOWED = "are times such as 09:00";

    /** A time of day. */
    public static final Notation<LocalTime> TIME =
            new Notation<>(TIME_FORM, Notation::time, TIME_ALLOWED);

    /** A time of day, where 24:00 is the midnight at its end. */
    static final Notation<LocalTime> TIME_OR_24 =
            new Notation<>(
                    TIME_FORM,
                    text ->
                            text.equals("24:00")
                                    ? Optional.of(LocalTime.MIDNIGHT)
                                    : Notation.time(text),
                    TIME_ALLOWED + ", and 24:00");

    static final Notation<LocalDate> DATE =
            new Notation<>(
                    DAY_FORM,
                    text -> parsed(text, LocalDate::parse),
                    "are dates such as 2026-12-24");

    /** A date and a time of day. */
    static final Notation<LocalDateTime> MOMENT =
            new Notation<>(
                    DAY_FORM + "T" + TIME_FORM,
                    text -> parsed(text, LocalDateTime::parse),
                    "are dates with a time such as 2026-11-27T09:00");

    static final Notation<ZoneId> ZONE =
            new Notation<>(
                    "UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+",
                    Notation::zone,
                    "are names such as Europe/Berlin, Asia/Kolkata, UTC");

    public static final Notation<Currency> CURRENCY =
            new Notation<>(
                    "[A-Z]{3}", Notation::currency, "are ISO 4217 codes such as USD, EUR, INR");

    Optional<T> read(String text) {
        return text.matches(form) ? meaning.apply(text) : Optional.empty();
    }

    private static Optional<LocalTime> time(String text) {
        return parsed(text, LocalTime::parse);
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeParseException notThatType) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<Currency> currency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(code))
                .filter(known -> known.getDefaultFractionDigits() >= 0)
                .findFirst();
    }
}
