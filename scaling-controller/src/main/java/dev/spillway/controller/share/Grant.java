package dev.spillway.controller.share;

import java.util.List;

/**
 * What one pool gets of a shared capacity.
 *
 * @param asked workers it would ask for if it were alone
 * @param share workers it gets once everybody has given back what is not theirs
 * @param granted workers it may ask for now: less than its share while others still drain
 * @param admitted workers that a quota must admit from now on: raised before any comes, lowered
 *     only after they have gone
 * @param borrowed of those granted, how many are beyond its guarantee
 * @param lenders who does not use its guarantee, where something is borrowed
 */
public record Grant(
        int asked, int share, int granted, int admitted, int borrowed, List<Loan> lenders) {

    public Grant {
        lenders = List.copyOf(lenders);
    }

    /**
     * A guarantee that is not used.
     *
     * @param workers of it that are free for others
     */
    public record Loan(String pool, int workers) {}

    /** Whether it gets less than it asks for. */
    public boolean fallsShort() {
        return granted < asked;
    }
}
