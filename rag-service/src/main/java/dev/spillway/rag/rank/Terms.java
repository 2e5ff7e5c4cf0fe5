package dev.spillway.rag.rank;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The words of a text that carry meaning, without their endings. */
public final class Terms {

    private static final Set<String> STOP_WORDS =
            Set.of(
                    "a", "an", "and", "are", "as", "at", "be", "by", "can", "could", "did", "do",
                    "does", "for", "from", "get", "has", "have", "how", "i", "if", "in", "into",
                    "is", "it", "its", "kind", "many", "me", "mean", "much", "my", "of", "on", "or",
                    "our", "should", "so", "than", "that", "the", "their", "them", "then", "there",
                    "these", "they", "this", "those", "to", "use", "used", "using", "was", "we",
                    "were", "what", "when", "where", "which", "who", "why", "will", "with", "you",
                    "your");

    private Terms() {}

    public static Set<String> of(String text) {
        Set<String> terms = new LinkedHashSet<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty() && !STOP_WORDS.contains(word)) {
                terms.add(stem(word));
            }
        }
        return terms;
    }

    /** A light stemmer: it need only bring question and answer to the same form. */
    private static String stem(String word) {
        String stem = word;
        for (String ending : new String[] {"ing", "ed", "es", "s", "e"}) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= 3) {
                stem = stem.substring(0, stem.length() - ending.length());
                break;
            }
        }
        int last = stem.length() - 1;
        boolean doubled = last > 2 && stem.charAt(last) == stem.charAt(last - 1);
        return doubled ? stem.substring(0, last) : stem;
    }
}
