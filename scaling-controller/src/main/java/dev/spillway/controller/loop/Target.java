package dev.spillway.controller.loop;

/**
 * Workers there shall be, and the range within which an engine that decides itself may choose.
 *
 * @param replicas workers there shall be
 * @param least workers at least: the minimum and what schedules and people ask for
 * @param most workers at most: the maximum, what the capacity has room for and what people fixed
 */
public record Target(int replicas, int least, int most) {

    public Target {
        if (least < 0 || most < least || replicas < 0) {
            throw new IllegalArgumentException(
                    "target is %d within %d to %d; needed are 0 <= least <= most"
                            .formatted(replicas, least, most));
        }
    }

    /** No choice. */
    public static Target of(int replicas) {
        return new Target(replicas, replicas, replicas);
    }
}
