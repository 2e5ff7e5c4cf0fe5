package dev.spillway.controller.recommend.forecast;

/**
 * What happened once. A rise that followed minutes like the present one a single time says little
 * of how often it will: whoever kept workers for it kept them for hours after one flood. Twice is a
 * habit.
 */
final class Accident {

    /** A rise that is one, as a logarithm: by half. */
    private static final double RISE = 0.4;

    /** A rise is like another that is at least this part of it. */
    private static final double ALIKE = 0.5;

    /** Minutes of one rise: those that led to it, and those it lasted. */
    private static final int ONE_EVENT = 10;

    private Accident() {}

    /**
     * What changes count at most.
     *
     * @param neighbours minutes that were like the present one
     * @param minutes after them
     */
    static double bound(RateHistory history, int[] neighbours, int minutes) {
        int largest = -1;
        double most = RISE;
        for (int neighbour : neighbours) {
            double change = change(history, neighbour, minutes);
            if (change > most) {
                most = change;
                largest = neighbour;
            }
        }
        if (largest < 0) {
            return Double.POSITIVE_INFINITY;
        }
        double elsewhere = 0;
        for (int neighbour : neighbours) {
            if (Math.abs(neighbour - largest) > ONE_EVENT) {
                elsewhere = Math.max(elsewhere, change(history, neighbour, minutes));
            }
        }
        return elsewhere >= ALIKE * most ? Double.POSITIVE_INFINITY : elsewhere;
    }

    private static double change(RateHistory history, int neighbour, int minutes) {
        return neighbour + minutes < history.size()
                ? history.at(neighbour + minutes) - history.at(neighbour)
                : 0;
    }
}
