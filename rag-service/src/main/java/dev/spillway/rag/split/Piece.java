package dev.spillway.rag.split;

import java.util.List;

/**
 * A chunk of a text.
 *
 * @param headings the headings it stands under, outermost first
 * @param text its words, an exact substring of the source
 */
public record Piece(List<String> headings, String text) {

    public Piece {
        headings = List.copyOf(headings);
    }
}
