package dev.spillway.rag.answer;

import java.util.List;
import java.util.OptionalInt;

/** What a generator made of a prompt. */
public sealed interface Generated {

    /**
     * An answer.
     *
     * @param text the answer, with {@code [n]} where it cites
     * @param citations what it cites
     * @param model who wrote it
     * @param synthetic whether its service time was made up
     * @param promptTokens as the model server counted them; empty to count them here
     * @param completionTokens likewise
     */
    record Answered(
            String text,
            List<Citation> citations,
            String model,
            boolean synthetic,
            OptionalInt promptTokens,
            OptionalInt completionTokens)
            implements Generated {

        public Answered {
            citations = List.copyOf(citations);
        }
    }

    /**
     * No answer.
     *
     * @param code why, for programs
     * @param detail why, for people; free of the tenant's text
     */
    record Failed(String code, String detail) implements Generated {}
}
