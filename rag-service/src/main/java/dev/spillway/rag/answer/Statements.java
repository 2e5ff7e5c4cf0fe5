package dev.spillway.rag.answer;

import dev.spillway.rag.index.Passage;
import dev.spillway.rag.rank.Terms;
import dev.spillway.rag.split.Sentences;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Picks the sentences that answer a question. A sentence scores the share of the question's terms
 * that it or its headings contain, each term weighted by its rarity among the candidates, plus the
 * similarity and the rank of its passage.
 */
final class Statements {

    private static final int MOST = 3;
    private static final int SHORTEST = 20;
    private static final int LONGEST = 600;
    private static final double ENOUGH_OF_BEST = 0.6;
    private static final double HEADING_SHARE = 0.3;
    private static final double SIMILARITY_SHARE = 0.5;

    private Statements() {}

    /** The best sentences, in the order in which their passages rank; none if there are none. */
    static List<Statement> best(String question, List<Passage> passages) {
        List<Statement> candidates = scored(Terms.of(question), candidates(passages), passages);
        List<Statement> ranked =
                candidates.stream()
                        .sorted(Comparator.comparingDouble(Statement::score).reversed())
                        .toList();
        if (ranked.isEmpty()) {
            return List.of();
        }
        double least = ranked.getFirst().score() * ENOUGH_OF_BEST;
        Set<String> seen = new HashSet<>();
        return ranked.stream()
                .filter(statement -> statement.score() >= least)
                .filter(statement -> seen.add(statement.sentence()))
                .limit(MOST)
                .sorted(
                        Comparator.comparingInt(Statement::passage)
                                .thenComparingInt(Statement::position))
                .toList();
    }

    private static List<Statement> candidates(List<Passage> passages) {
        List<Statement> candidates = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            int position = 0;
            for (String sentence : Sentences.of(passages.get(i).chunk().text())) {
                if (sentence.length() >= SHORTEST && sentence.length() <= LONGEST) {
                    candidates.add(new Statement(i, position, sentence, 0));
                }
                position++;
            }
        }
        return candidates;
    }

    private static List<Statement> scored(
            Set<String> asked, List<Statement> candidates, List<Passage> passages) {
        List<Set<String>> terms =
                candidates.stream().map(candidate -> Terms.of(candidate.sentence())).toList();
        Map<String, Double> weights = new HashMap<>();
        double total = 0;
        for (String term : asked) {
            long having = terms.stream().filter(set -> set.contains(term)).count();
            double weight = Math.log(1 + (candidates.size() + 1.0) / (having + 0.5));
            weights.put(term, weight);
            total += weight;
        }
        List<Statement> scored = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Statement candidate = candidates.get(i);
            Passage passage = passages.get(candidate.passage());
            Set<String> headings = Terms.of(String.join(" ", passage.chunk().headings()));
            double met = 0;
            for (Map.Entry<String, Double> weight : weights.entrySet()) {
                if (terms.get(i).contains(weight.getKey())) {
                    met += weight.getValue();
                } else if (headings.contains(weight.getKey())) {
                    met += weight.getValue() * HEADING_SHARE;
                }
            }
            double score =
                    (total == 0 ? 0 : met / total)
                            + SIMILARITY_SHARE * Math.max(0, passage.similarity())
                            - 0.02 * candidate.position()
                            - 0.03 * candidate.passage();
            scored.add(
                    new Statement(
                            candidate.passage(),
                            candidate.position(),
                            candidate.sentence(),
                            score));
        }
        return scored;
    }
}
