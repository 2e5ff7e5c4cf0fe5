package dev.spillway.rag.answer;

/**
 * A sentence of a passage as a candidate for an answer.
 *
 * @param passage the passage's place in the ranking, from 0
 * @param position its place in the passage, from 0
 * @param sentence an exact substring of the passage
 * @param score how much of the question it meets, 0 to about 1
 */
record Statement(int passage, int position, String sentence, double score) {}
