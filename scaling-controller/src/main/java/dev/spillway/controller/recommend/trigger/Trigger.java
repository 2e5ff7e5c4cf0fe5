package dev.spillway.controller.recommend.trigger;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One row of a table.
 *
 * @param name of the row
 * @param join whether one of the conditions is enough
 * @param conditions at least one
 * @param lasting how long they have to hold without a break
 * @param move what is done then
 * @param cooldown how long after that the same row does nothing
 */
public record Trigger(
        String name,
        Join join,
        List<Condition> conditions,
        Duration lasting,
        Move move,
        Duration cooldown) {

    /** How conditions go together. */
    public enum Join {
        ANY,
        ALL
    }

    public Trigger {
        conditions = List.copyOf(conditions);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("trigger %s has no condition".formatted(name));
        }
    }

    static Trigger any(
            String name, Duration lasting, Move move, Duration cooldown, Condition... conditions) {
        return new Trigger(name, Join.ANY, List.of(conditions), lasting, move, cooldown);
    }

    static Trigger all(
            String name, Duration lasting, Move move, Duration cooldown, Condition... conditions) {
        return new Trigger(name, Join.ALL, List.of(conditions), lasting, move, cooldown);
    }

    boolean holds(Map<Metric, Sample> samples) {
        return switch (join) {
            case ANY -> conditions.stream().anyMatch(condition -> condition.holds(samples));
            case ALL -> conditions.stream().allMatch(condition -> condition.holds(samples));
        };
    }
}
