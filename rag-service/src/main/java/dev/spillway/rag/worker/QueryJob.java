package dev.spillway.rag.worker;

import dev.spillway.rag.answer.Turn;

import java.util.List;

/**
 * What a router asks of a worker.
 *
 * @param question the question
 * @param history earlier messages, oldest first
 * @param maxPassages passages an answer may rest on
 * @param stream whether parts are wanted
 */
record QueryJob(String question, List<Turn> history, int maxPassages, boolean stream) {

    private static final int MOST_PASSAGES = 20;

    QueryJob {
        history = List.copyOf(history);
        if (question.isBlank()) {
            throw new IllegalArgumentException("question is blank");
        }
        if (maxPassages < 1 || maxPassages > MOST_PASSAGES) {
            throw new IllegalArgumentException(
                    "maxPassages is %d; allowed are 1 to %d".formatted(maxPassages, MOST_PASSAGES));
        }
    }
}
