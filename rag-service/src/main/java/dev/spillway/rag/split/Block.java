package dev.spillway.rag.split;

/**
 * A contiguous part of a text that reads as one unit.
 *
 * @param kind what it is
 * @param from where it starts in the source
 * @param to where it ends in the source, exclusive
 */
record Block(Kind kind, int from, int to) {

    enum Kind {
        HEADING,
        PROSE,
        CODE,
        TABLE
    }

    int length() {
        return to - from;
    }
}
