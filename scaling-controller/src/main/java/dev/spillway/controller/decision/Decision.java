package dev.spillway.controller.decision;

import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.recommend.Observation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One decision with all that led to it, enough to make it once more.
 *
 * @param format of this record; see {@link #FORMAT}
 * @param controller the version of the program that made it
 * @param at when
 * @param pool about which pool
 * @param seen what was known, with its age
 * @param limits the bounds that held
 * @param live the choice that was carried out
 * @param shadow what another policy would have chosen, where one ran beside
 * @param allotment what it got of a capacity too small for all, where that was less than it asked
 * @param orders what people ordered since the decision before, as far as it was carried out
 */
public record Decision(
        int format,
        String controller,
        Instant at,
        String pool,
        Observation seen,
        Limits limits,
        Choice<?> live,
        Optional<Choice<?>> shadow,
        Optional<Allotment> allotment,
        List<Order.Taken> orders) {

    public Decision {
        orders = List.copyOf(orders);
    }

    /** Changes whenever an older record can no longer be made once more. */
    public static final int FORMAT = 1;

    public int from() {
        return live.from();
    }

    public int to() {
        return live.to();
    }

    public boolean changesSomething() {
        return live.changesSomething();
    }

    /** Whether it says the same as the one before, measurements apart. */
    boolean saysTheSameAs(Decision before) {
        return orders.isEmpty()
                && limits.pause().equals(before.limits.pause())
                && live.saysTheSameAs(before.live)
                && shadow.isPresent() == before.shadow.isPresent()
                && shadow.flatMap(mine -> before.shadow.map(mine::saysTheSameAs)).orElse(true);
    }
}
