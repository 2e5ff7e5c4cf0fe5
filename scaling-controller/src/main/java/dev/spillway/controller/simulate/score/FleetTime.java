package dev.spillway.controller.simulate.score;

import dev.spillway.controller.cost.Cost;
import dev.spillway.controller.cost.Money;
import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.cost.ReplicaSeconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The time for which the workers of all pools together cost money. */
public final class FleetTime {

    private final StepSeries billed;

    /**
     * Adds up.
     *
     * @param pools workers of each pool that cost money
     */
    public FleetTime(List<StepSeries> pools) {
        this.billed = StepSeries.sum(pools);
    }

    /** How long there were how many. */
    public ReplicaSeconds between(long fromNanos, long untilNanos) {
        TreeMap<Integer, Duration> timeAt = new TreeMap<>();
        billed.forEachStretch(
                fromNanos,
                untilNanos,
                (workers, nanos) -> timeAt.merge(workers, Duration.ofNanos(nanos), Duration::plus));
        return new ReplicaSeconds(timeAt);
    }

    /** What was paid by the end of each step, from the beginning on. */
    public List<Money> paid(PriceBook prices, long stepNanos, long untilNanos) {
        List<Money> paid = new ArrayList<>();
        Money sum = Money.zero(prices.currency());
        for (long from = 0; from < untilNanos; from += stepNanos) {
            long until = Math.min(untilNanos, from + stepNanos);
            sum = sum.plus(Cost.cost(between(from, until), prices));
            paid.add(sum);
        }
        return paid;
    }
}
