package dev.spillway.controller.prewarm;

import java.time.Instant;
import java.util.Comparator;

/** One time that a window comes round. */
record Occurrence(int replicas, Floor.Source source) {

    /** The larger floor first; of equal ones the one that lasts longer, then by name. */
    static final Comparator<Occurrence> STRONGEST_FIRST =
            Comparator.comparingInt(Occurrence::replicas)
                    .reversed()
                    .thenComparing(
                            occurrence -> occurrence.source.until(), Comparator.reverseOrder())
                    .thenComparing(occurrence -> occurrence.source.schedule())
                    .thenComparing(occurrence -> occurrence.source.window());

    boolean holdsAt(Instant now) {
        return !source.start().isAfter(now) && source.until().isAfter(now);
    }
}
