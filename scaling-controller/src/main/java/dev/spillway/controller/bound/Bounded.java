package dev.spillway.controller.bound;

import java.util.List;

/**
 * A recommendation within its bounds.
 *
 * @param replicas workers there shall be
 * @param binding the bound that had the last word
 * @param steps every bound that changed the number, in order
 * @param memory for the next decision
 */
public record Bounded(int replicas, Bound binding, List<Step> steps, Memory memory) {

    public Bounded {
        steps = List.copyOf(steps);
    }
}
