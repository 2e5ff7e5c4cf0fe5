package dev.spillway.router.job;

import java.util.List;
import java.util.Objects;

/**
 * What a worker answered.
 *
 * @param answer the text
 * @param citations what it rests on
 * @param generator who wrote it
 * @param synthetic whether the time it took was made up for a load test
 * @param model the generator's model
 * @param usage tokens read and written
 */
public record Answer(
        String answer,
        List<Citation> citations,
        String generator,
        boolean synthetic,
        String model,
        Usage usage) {
    public Answer {
        Objects.requireNonNull(answer, "answer");
        citations = List.copyOf(citations);
        Objects.requireNonNull(generator, "generator");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(usage, "usage");
    }

    /**
     * A passage the answer rests on.
     *
     * @param index its number in the answer, from 1
     * @param document where it stands
     * @param chunk its place there
     * @param quote its words
     * @param score how well it fits
     */
    public record Citation(int index, String document, int chunk, String quote, double score) {}

    /**
     * Tokens.
     *
     * @param promptTokens read
     * @param completionTokens written
     */
    public record Usage(long promptTokens, long completionTokens) {}
}
