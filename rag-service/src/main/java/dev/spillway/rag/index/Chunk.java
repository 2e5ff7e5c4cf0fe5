package dev.spillway.rag.index;

import java.util.List;

/**
 * A piece of a document as the index keeps it.
 *
 * @param document path below the corpus folder: {@code collection/…/file}
 * @param ordinal its place in the document, from 0
 * @param headings the headings it stands under, outermost first
 * @param text an exact substring of the document
 */
public record Chunk(String document, int ordinal, List<String> headings, String text) {

    public Chunk {
        headings = List.copyOf(headings);
    }

    /** What the chunk says together with its place: this is embedded and searched. */
    public String inContext() {
        return headings.isEmpty() ? text : String.join(" > ", headings) + "\n" + text;
    }
}
