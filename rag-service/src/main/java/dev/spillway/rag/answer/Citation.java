package dev.spillway.rag.answer;

/**
 * Where a statement of an answer comes from.
 *
 * @param index the number it has in the answer, from 1
 * @param document the document's path below the corpus folder
 * @param chunk the chunk's place in the document, from 0
 * @param quote an exact substring of the document
 * @param score how well the chunk ranked
 */
public record Citation(int index, String document, int chunk, String quote, double score) {}
