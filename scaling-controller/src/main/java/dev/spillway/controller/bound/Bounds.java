package dev.spillway.controller.bound;

import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a recommendation within a pool's limits.
 *
 * <p>Minimum, floors, maximum and capacity hold at once, without rate or calm; where there is no
 * capacity for it, the minimum is not reached before there is. Growing passes the scale-up window,
 * period and rate; shrinking the signal, the scale-down window, period, rate and feasibility.
 * Without a fresh measurement a pool may only grow, and only to its minimum and floors. Where a
 * person has fixed the number, that and the capacity alone count; the steps still say what would
 * have been without.
 */
public final class Bounds {

    private final Limits limits;
    private final Memory memory;
    private final Instant now;
    private final int current;
    private final List<Step> steps = new ArrayList<>();
    private int replicas;

    private Bounds(int current, int recommended, Limits limits, Memory memory, Instant now) {
        this.current = current;
        this.replicas = recommended;
        this.limits = limits;
        this.memory = memory;
        this.now = now;
    }

    /**
     * Applies every bound in turn.
     *
     * @param current workers the last decision asked for
     * @param memory as the last decision left it
     */
    public static Bounded apply(
            int current,
            Recommendation recommendation,
            Signal signal,
            Limits limits,
            Memory memory,
            Instant now) {
        if (recommendation instanceof Recommendation.Replicas(int raw, _, _)
                && signal instanceof Signal.Fresh(Load load, _)) {
            int wanted = Math.clamp(raw, limits.minReplicas(), limits.maxReplicas());
            Memory next =
                    memory.remembering(load.epoch(), wanted, now, longestWindow(limits.behavior()));
            Bounds bounds = new Bounds(current, raw, limits, next, now);
            return bounds.unlessPaused(bounds.decide(load));
        }
        Bounds bounds = new Bounds(current, current, limits, memory.interruptedAt(now), now);
        return bounds.unlessPaused(bounds.hold());
    }

    private Bounded unlessPaused(Bounded automatic) {
        return limits.pause().map(pause -> paused(pause.replicas())).orElse(automatic);
    }

    /** While a person decides, no calm is watched: after it a worker goes only after a new one. */
    private Bounded paused(int fixed) {
        step(Bound.PAUSED, fixed);
        step(Bound.CAPACITY, Math.min(fixed, limits.capacityReplicas().orElse(fixed)));
        Bound binding = replicas == fixed ? Bound.PAUSED : Bound.CAPACITY;
        return new Bounded(replicas, binding, steps, stepped(memory.interruptedAt(now)));
    }

    private static Duration longestWindow(Behavior behavior) {
        return behavior.scaleUpWindow().compareTo(behavior.scaleDownWindow()) > 0
                ? behavior.scaleUpWindow()
                : behavior.scaleDownWindow();
    }

    private Bounded hold() {
        step(Bound.MIN_REPLICAS, Math.max(current, Math.min(limits.minReplicas(), limits.most())));
        floors();
        return new Bounded(
                replicas, steps.isEmpty() ? Bound.SIGNAL : steps.getLast().bound(), steps, memory);
    }

    private void floors() {
        for (Floor floor : limits.floors()) {
            int reached = Math.min(floor.replicas(), limits.most());
            step(floor.bound(), Math.max(replicas, reached));
        }
    }

    private Bounded decide(Load load) {
        step(Bound.MIN_REPLICAS, Math.max(replicas, limits.minReplicas()));
        floors();
        step(Bound.MAX_REPLICAS, Math.min(replicas, limits.maxReplicas()));
        step(Bound.CAPACITY, Math.min(replicas, limits.most()));
        if (current < limits.least()) {
            step(Bound.SCALE_UP_RATE, Math.min(replicas, upTo(limits.least())));
            return result(memory);
        }
        if (current > limits.most()) {
            boolean byCapacity = limits.most() < limits.maxReplicas();
            step(byCapacity ? Bound.CAPACITY : Bound.SCALE_DOWN_RATE, limits.most());
            return result(memory);
        }
        if (replicas > current) {
            grow();
        } else if (replicas < current) {
            shrink(load);
        }
        return result(stepped(memory));
    }

    private Memory stepped(Memory before) {
        return replicas > current
                ? before.steppedUpAt(now)
                : replicas < current ? before.steppedDownAt(now) : before;
    }

    /** From below the least: the least at once, or a whole step if that is more. */
    private int upTo(int least) {
        return Math.max(least, limits.behavior().most(current));
    }

    private void grow() {
        Behavior behavior = limits.behavior();
        int lasting =
                memory.covers(behavior.scaleUpWindow(), now)
                        ? memory.leastWanted(behavior.scaleUpWindow(), now)
                        : current;
        step(Bound.SCALE_UP_WINDOW, Math.max(current, Math.min(replicas, lasting)));
        if (Memory.isRecent(memory.lastUp(), behavior.scaleUpPeriod(), now)) {
            step(Bound.SCALE_UP_PERIOD, current);
        }
        step(Bound.SCALE_UP_RATE, Math.min(replicas, behavior.most(current)));
    }

    private void shrink(Load load) {
        Behavior behavior = limits.behavior();
        if (!memory.covers(limits.settle(), now)) {
            step(Bound.SIGNAL, current);
        }
        int calm =
                memory.covers(behavior.scaleDownWindow(), now)
                        ? memory.mostWanted(behavior.scaleDownWindow(), now)
                        : current;
        step(Bound.SCALE_DOWN_WINDOW, Math.min(current, Math.max(replicas, calm)));
        if (Memory.isRecent(memory.lastDown(), behavior.scaleDownPeriod(), now)) {
            step(Bound.SCALE_DOWN_PERIOD, current);
        }
        step(Bound.SCALE_DOWN_RATE, Math.max(replicas, behavior.least(current)));
        // What waits counts too: it will be in flight on those who stay.
        long needed = Math.ceilDiv(load.waiting() + load.inFlight(), limits.slotsPerWorker());
        step(Bound.FEASIBILITY, (int) Math.min(current, Math.max(replicas, needed)));
    }

    private void step(Bound bound, int after) {
        if (after != replicas) {
            steps.add(new Step(bound, replicas, after));
            replicas = after;
        }
    }

    private Bounded result(Memory next) {
        Bound binding = steps.isEmpty() ? Bound.NONE : steps.getLast().bound();
        return new Bounded(replicas, binding, steps, next);
    }
}
