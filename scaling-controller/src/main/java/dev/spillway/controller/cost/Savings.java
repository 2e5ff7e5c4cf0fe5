package dev.spillway.controller.cost;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * One way to run a platform against another, over the same period.
 *
 * @param before for example a fixed fleet
 * @param after for example one that scales
 */
public record Savings(Money before, Money after) {

    /** A fleet against one that always has as many workers as this one had at its peak. */
    public static Savings againstFixedPeak(ReplicaSeconds used, PriceBook prices) {
        return new Savings(Cost.cost(used.fixedAtPeak(), prices), Cost.cost(used, prices));
    }

    public Money saved() {
        return before.minus(after);
    }

    /** The share that is saved; negative when it costs more. */
    public BigDecimal ratio() {
        return saved().ratioOf(before);
    }

    /**
     * When what is saved has paid for the change.
     *
     * @param setup what the change costs once
     * @param period over which the savings are
     */
    public Duration breakEven(Money setup, Duration period) {
        return saved().earns(setup, period);
    }
}
