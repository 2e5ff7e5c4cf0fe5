package dev.spillway.controller.capacity;

import java.util.List;

/**
 * A part of the stack and how far it may be scaled, by the operations runbook.
 *
 * @param name of the part
 * @param least instances
 * @param most instances
 * @param managed whether the controller scales it; the rest is said for planning
 */
public record Component(String name, int least, int most, boolean managed) {

    public static final List<Component> ALL =
            List.of(
                    new Component("api pods", 3, 50, true),
                    new Component("training workers", 0, 10, true),
                    new Component("postgresql replicas", 1, 5, false),
                    new Component("redis", 1, 6, false),
                    new Component("gpu nodes", 1, 20, false));

    public int within(int instances) {
        return Math.clamp(instances, least, most);
    }
}
