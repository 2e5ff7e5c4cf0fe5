package dev.spillway.controller.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be, by Levenshtein distance. */
public final class Suggestion {

    private Suggestion() {}

    /** A remark to append to a message; empty when nothing is near. */
    public static String of(String written, Collection<String> allowed) {
        Optional<String> nearest =
                allowed.stream()
                        .filter(word -> distance(written, word) <= Math.max(1, word.length() / 3))
                        .min(Comparator.comparingInt(word -> distance(written, word)));
        return nearest.map(word -> "; did you mean '%s'?".formatted(word)).orElse("");
    }

    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
