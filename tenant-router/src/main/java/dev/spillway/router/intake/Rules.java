package dev.spillway.router.intake;

import dev.spillway.router.problem.Problem;
import dev.spillway.router.problem.ProblemException;
import dev.spillway.router.problem.ProblemType;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.regex.Pattern;

/** The checks of single values that both interfaces share. */
public final class Rules {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Limits limits;

    public Rules(Limits limits) {
        this.limits = limits;
    }

    /** A question, from the request's field of that name. */
    public String question(@Nullable String question, String field) {
        if (question == null || question.isBlank()) {
            throw invalid(field, "%s is missing or blank".formatted(field));
        }
        int characters = question.codePointCount(0, question.length());
        if (characters > limits.questionCharacters()) {
            throw invalid(
                    field,
                    "%s has %d characters; at most %d are allowed"
                            .formatted(field, characters, limits.questionCharacters()));
        }
        return text(question, field);
    }

    /** Any text: JSON can spell halves of characters that no other encoding has. */
    public String text(String text, String field) {
        boolean whole =
                text.codePoints()
                        .noneMatch(
                                point ->
                                        point >= Character.MIN_SURROGATE
                                                && point <= Character.MAX_SURROGATE);
        if (!whole) {
            throw invalid(field, "%s contains half of a surrogate pair".formatted(field));
        }
        return text;
    }

    public int passages(@Nullable Integer passages) {
        if (passages == null) {
            return Limits.DEFAULT_PASSAGES;
        }
        if (passages < 1 || passages > limits.passages()) {
            throw invalid(
                    "maxPassages",
                    "maxPassages is %d; allowed are 1 to %d"
                            .formatted(passages, limits.passages()));
        }
        return passages;
    }

    public Duration timeout(@Nullable Long millis) {
        if (millis == null) {
            return limits.defaultTimeout();
        }
        long most = limits.maxTimeout().toMillis();
        if (millis < Limits.LEAST_TIMEOUT_MILLIS || millis > most) {
            throw invalid(
                    "timeoutMillis",
                    "timeoutMillis is %d; allowed are %d to %d"
                            .formatted(millis, Limits.LEAST_TIMEOUT_MILLIS, most));
        }
        return Duration.ofMillis(millis);
    }

    public @Nullable String idempotencyKey(@Nullable String header) {
        if (header != null && !KEY.matcher(header).matches()) {
            throw invalid(
                    "Idempotency-Key",
                    "Idempotency-Key must be 1 to 255 printable ASCII characters without spaces");
        }
        return header;
    }

    /** A problem of the caller's making. */
    public static ProblemException invalid(String field, String detail) {
        return new ProblemException(Problem.of(ProblemType.INVALID_REQUEST, detail).about(field));
    }
}
