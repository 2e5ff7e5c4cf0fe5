package dev.spillway.controller.bound;

/**
 * Workers that something other than the load asks for, at least. A floor is reached at once, and
 * lifts nothing above the maximum or the granted capacity.
 *
 * @param bound what asks for them, as decisions name it
 * @param replicas 0 or more
 */
public record Floor(Bound bound, int replicas) {

    public Floor {
        if (replicas < 0) {
            throw new IllegalArgumentException(
                    "a floor of %s is %d; it cannot be negative".formatted(bound, replicas));
        }
    }
}
