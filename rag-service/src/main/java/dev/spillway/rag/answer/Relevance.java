package dev.spillway.rag.answer;

import dev.spillway.rag.index.Passage;
import dev.spillway.rag.rank.Terms;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells passages that speak of a question from the nearest of what has nothing to do with it. A
 * joint rank cannot tell: something always ranks first.
 */
final class Relevance {

    /** Cosine from which a passage speaks of the question whatever its words. */
    private static final double SIMILAR = 0.45;

    /** Cosine below which it does not, whatever its words. */
    private static final double UNLIKE = 0.2;

    private static final double SHARED_TERMS_RATIO = 0.5;

    private Relevance() {}

    /** The passages that speak of the question, in the same order. */
    static List<Passage> relevant(String question, List<Passage> passages) {
        Set<String> asked = Terms.of(question);
        return passages.stream().filter(passage -> isRelevant(asked, passage)).toList();
    }

    private static boolean isRelevant(Set<String> asked, Passage passage) {
        if (passage.similarity() >= SIMILAR) {
            return true;
        }
        if (passage.similarity() < UNLIKE || asked.isEmpty()) {
            return false;
        }
        Set<String> shared = new HashSet<>(Terms.of(passage.chunk().inContext()));
        shared.retainAll(asked);
        return shared.size() >= SHARED_TERMS_RATIO * asked.size();
    }
}
