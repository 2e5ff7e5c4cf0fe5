package dev.spillway.controller.share;

/**
 * What one pool has of a capacity that it shares with others, and what it would have if it were
 * alone.
 *
 * @param pool its name
 * @param weight its share relative to the others', more than 0
 * @param guaranteed workers that are its own, borrowed by others while it does not want them
 * @param most workers it may have at most, whatever is free; its guarantee in any case
 * @param held workers asked for or running, whichever are more
 * @param draining workers that are about to go and still take room
 * @param asked workers it would ask for next
 * @param unseen whether nobody knows what it needs, so that nothing may be taken from it
 */
public record Stake(
        String pool,
        double weight,
        int guaranteed,
        int most,
        int held,
        int draining,
        int asked,
        boolean unseen) {

    public Stake {
        if (guaranteed < 0 || most < 0 || held < 0 || draining < 0 || asked < 0) {
            throw new IllegalArgumentException(
                    "pool %s is guaranteed %d workers, may have %d, has %d, drains %d and asks for %d; none can be negative"
                            .formatted(pool, guaranteed, most, held, draining, asked));
        }
    }

    /** Workers it can put to use. */
    int wanted() {
        int within = Math.min(asked, Math.max(most, guaranteed));
        return unseen ? Math.max(held, within) : within;
    }

    /** Workers that nobody can take from it. */
    int kept() {
        return unseen ? held : Math.min(held, Math.min(guaranteed, wanted()));
    }

    /** Workers it gets before any other borrows. */
    int own() {
        return Math.max(kept(), Math.min(guaranteed, wanted()));
    }
}
