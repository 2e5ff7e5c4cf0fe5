package dev.spillway.rag.index;

/**
 * What a search found.
 *
 * @param chunk the chunk
 * @param score of a vector search the cosine, −1 to 1; of a word search its BM25, above 0
 */
public record Hit(Chunk chunk, double score) {}
