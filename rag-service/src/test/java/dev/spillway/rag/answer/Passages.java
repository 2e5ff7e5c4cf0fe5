package dev.spillway.rag.answer;

import dev.spillway.fairqueue.RequestId;
import dev.spillway.rag.index.Chunk;
import dev.spillway.rag.index.Passage;

import java.time.Duration;
import java.util.List;

/** Fixtures of this package and its neighbours. */
public final class Passages {

    private Passages() {}

    public static Passage passage(String document, double similarity, String text) {
        return new Passage(new Chunk(document, 3, List.of("Logging"), text), 0.03, similarity);
    }

    public static Prompt prompt(String question, boolean stream, Passage... passages) {
        return new Prompt(
                new RequestId("r1"),
                question,
                List.of(new Turn("system", "Be brief.")),
                List.of(passages),
                stream,
                Duration.ofSeconds(20));
    }
}
