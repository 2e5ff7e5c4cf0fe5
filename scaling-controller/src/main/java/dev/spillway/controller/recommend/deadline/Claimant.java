package dev.spillway.controller.recommend.deadline;

import java.util.function.Supplier;

/**
 * A pool among others on capacity that may be too little for all.
 *
 * @param name its name
 * @param weight what its misses count, relative to the others'
 * @param guaranteed workers it keeps in any case
 * @param held workers it has or that are on their way
 * @param wanted workers its policy wants
 * @param outlook what the next minutes may bring to it, asked for only where not all fits
 */
public record Claimant(
        String name,
        double weight,
        int guaranteed,
        int held,
        int wanted,
        Supplier<Outlook> outlook) {

    public Claimant {
        if (!(weight > 0) || guaranteed < 0 || held < 0 || wanted < 0) {
            throw new IllegalArgumentException(
                    "pool %s of weight %s is guaranteed %d workers, holds %d and wants %d; a weight is needed, and none can be negative"
                            .formatted(name, weight, guaranteed, held, wanted));
        }
    }

    /** The most it may get. */
    int most() {
        return Math.max(wanted, guaranteed);
    }
}
