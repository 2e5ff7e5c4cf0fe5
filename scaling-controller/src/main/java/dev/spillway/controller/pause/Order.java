package dev.spillway.controller.pause;

import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What somebody orders about the workers of a pool.
 *
 * @param replicas the number of workers, where the order has one
 * @param force whether the number may be outside the pool's minimum and maximum
 * @param by who orders it
 * @param reason why, as far as that was said
 */
public record Order(Kind kind, OptionalInt replicas, boolean force, String by, String reason) {

    /** What is to be done. */
    public enum Kind {
        /** Keep the present number, or the given one. */
        PAUSE,
        /** Keep this number, whether paused already or not. */
        SCALE,
        /** Pause, then double. */
        EMERGENCY,
        /** Scale automatically again. */
        RESUME;

        /** As people write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An order that was carried out, and when. */
    public record Taken(Instant at, Order order) {

        /** The pause that holds from now on; absent only for the end of one. */
        public Pause pause() {
            return new Pause(order.replicas().orElseThrow(), at, order.by(), order.reason());
        }
    }

    public Order {
        replicas.ifPresent(Pause::requireReplicas);
        if (kind == Kind.SCALE && replicas.isEmpty()) {
            throw new IllegalArgumentException("replicas is missing; scale needs it");
        }
        Text.require("by", by, 1, Text.LONGEST_NAME);
        Text.require("reason", reason, 0, Text.LONGEST_REASON);
    }

    Order as(Kind step, int number) {
        return new Order(step, OptionalInt.of(number), force, by, reason);
    }
}
