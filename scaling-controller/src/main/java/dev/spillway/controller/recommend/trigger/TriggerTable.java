package dev.spillway.controller.recommend.trigger;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * A table of triggers. Where several fire, the one that leads to the most workers has its way, so
 * that any reason to grow outweighs every reason to shrink.
 *
 * @param name of the table
 * @param least workers a trigger may leave
 * @param most workers a trigger may lead to
 * @param spacing from one scaling to the next, whichever the rows
 * @param triggers its rows, each with a name of its own
 */
public record TriggerTable(
        String name, int least, int most, Duration spacing, List<Trigger> triggers) {

    public TriggerTable {
        triggers = List.copyOf(triggers);
        if (least < 0 || most < least) {
            throw new IllegalArgumentException(
                    "table %s is from %d to %d workers; needed are 0 <= least <= most"
                            .formatted(name, least, most));
        }
        if (new HashSet<>(triggers.stream().map(Trigger::name).toList()).size()
                != triggers.size()) {
            throw new IllegalArgumentException(
                    "table %s has two triggers of one name".formatted(name));
        }
    }

    /**
     * Workers after a trigger: within the limits, and never on the other side of where it began.
     */
    int after(Trigger trigger, int workers) {
        int moved = trigger.move().from(workers);
        return moved >= workers
                ? Math.max(workers, Math.min(most, moved))
                : Math.min(workers, Math.max(least, moved));
    }
}
