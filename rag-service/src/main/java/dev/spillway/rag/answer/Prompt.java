package dev.spillway.rag.answer;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.rag.index.Passage;

import java.time.Duration;
import java.util.List;

/**
 * What a generator is given.
 *
 * @param id the request
 * @param question the question
 * @param history earlier messages, oldest first
 * @param passages what was found, best first
 * @param stream whether parts of the answer are wanted as they come
 * @param patience how long an answer is still of use
 */
public record Prompt(
        RequestId id,
        String question,
        List<Turn> history,
        List<Passage> passages,
        boolean stream,
        Duration patience) {

    public Prompt {
        history = List.copyOf(history);
        passages = List.copyOf(passages);
    }
}
