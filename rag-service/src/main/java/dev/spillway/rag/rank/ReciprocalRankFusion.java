package dev.spillway.rag.rank;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reciprocal rank fusion (Cormack, Clarke, Büttcher: SIGIR 2009): an item scores the sum over the
 * rankings of {@code 1 / (k + rank)}, rank counted from 1. It needs no comparable scores, so a
 * vector search and a word search can be joined.
 */
public final class ReciprocalRankFusion {

    /** The paper's constant: it keeps one ranking's first place from outvoting all others. */
    public static final int K = 60;

    private ReciprocalRankFusion() {}

    /**
     * One item of the joint ranking.
     *
     * @param item the item
     * @param score its sum, at most {@code rankings / (K + 1)}
     */
    public record Fused<T>(T item, double score) {}

    /** Joins rankings, best first; equal scores keep the order of first appearance. */
    public static <T> List<Fused<T>> fuse(List<List<T>> rankings) {
        Map<T, Double> scores = new LinkedHashMap<>();
        for (List<T> ranking : rankings) {
            int rank = 0;
            for (T item : ranking) {
                rank++;
                scores.merge(item, 1.0 / (K + rank), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .map(entry -> new Fused<>(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble((Fused<T> fused) -> fused.score()).reversed())
                .toList();
    }
}
