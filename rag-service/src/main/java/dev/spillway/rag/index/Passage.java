package dev.spillway.rag.index;

/**
 * A chunk that was found for a question.
 *
 * @param chunk the chunk
 * @param score of the joint ranking, above 0; comparable only within one question
 * @param similarity cosine between question and chunk, −1 to 1; 0 when only its words were found
 */
public record Passage(Chunk chunk, double score, double similarity) {}
