package dev.spillway.controller.simulate.fleet;

import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.EventQueue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * The cluster's nodes, as places for workers of all pools. Workers without a place wait for one in
 * the order in which they were asked for. Workers are taken to move together without cost, so that
 * a node is free as soon as the others have places enough.
 */
public final class Nodes {

    private static final double NANOS = 1e9;

    private final Plan plan;
    private final EventQueue events;
    private final RandomGenerator random;
    private final Deque<SimulatedWorker> pending = new ArrayDeque<>();
    private int ready;
    private int coming;
    private int used;
    private int peak;
    private long freeNode;

    /**
     * The cluster.
     *
     * @param workersPerNode places of one node
     * @param atFirst nodes at the start
     * @param most nodes at most
     * @param startup from the order of a node to its first place
     * @param idleSeconds after which a node that is not needed goes; never below {@code atFirst}
     */
    public record Plan(
            int workersPerNode, int atFirst, int most, Distribution startup, double idleSeconds) {

        /** Room for everyone. */
        public static final Plan ENDLESS =
                new Plan(
                        Integer.MAX_VALUE,
                        1,
                        1,
                        new Distribution.Constant(0),
                        Double.POSITIVE_INFINITY);
    }

    public Nodes(Plan plan, EventQueue events, RandomGenerator random) {
        this.plan = plan;
        this.events = events;
        this.random = random;
        this.ready = plan.atFirst();
        this.peak = plan.atFirst();
    }

    /** The most nodes there were at a time. */
    public int peak() {
        return peak;
    }

    private long places() {
        return (long) ready * plan.workersPerNode();
    }

    void ask(SimulatedWorker worker) {
        if (used < places()) {
            used++;
            worker.place();
            return;
        }
        pending.addLast(worker);
        order();
    }

    private void order() {
        while ((long) coming * plan.workersPerNode() < pending.size()
                && ready + coming < plan.most()) {
            coming++;
            events.in((long) (plan.startup().sampleSeconds(random) * NANOS), this::arrive);
        }
    }

    private void arrive() {
        coming--;
        ready++;
        peak = Math.max(peak, ready);
        fill();
        watchFreeNode();
    }

    private void fill() {
        while (used < places() && !pending.isEmpty()) {
            used++;
            pending.removeFirst().place();
        }
    }

    /** Gives up waiting for a place. */
    void forget(SimulatedWorker worker) {
        pending.remove(worker);
    }

    void release() {
        used--;
        fill();
        watchFreeNode();
    }

    private boolean hasFreeNode() {
        return ready > plan.atFirst()
                && pending.isEmpty()
                && used <= (long) (ready - 1) * plan.workersPerNode();
    }

    private void watchFreeNode() {
        if (!hasFreeNode() || plan.idleSeconds() == Double.POSITIVE_INFINITY) {
            return;
        }
        long watched = ++freeNode;
        events.in(
                (long) (plan.idleSeconds() * NANOS),
                () -> {
                    if (watched == freeNode && hasFreeNode()) {
                        ready--;
                        watchFreeNode();
                    }
                });
    }
}
