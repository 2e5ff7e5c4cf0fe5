package dev.spillway.controller.simulate.faro.plant;

import dev.spillway.controller.simulate.EventQueue;

import java.util.ArrayDeque;
import java.util.Deque;

/** Brings one tenant to its targets, one after the other. */
final class Executor {

    private final int tenant;
    private final Pods pods;
    private final EventQueue events;
    private final long stopNanos;
    private final Deque<Integer> targets = new ArrayDeque<>();
    private boolean working;

    Executor(int tenant, Pods pods, EventQueue events, PodSetting setting) {
        this.tenant = tenant;
        this.pods = pods;
        this.events = events;
        stopNanos = setting.stop().toNanos();
    }

    /** Whether a target is under way, also in the very instant in which it is met. */
    boolean isWorking() {
        return working;
    }

    /** Begins after the decisions of this instant. */
    void submit(int target) {
        events.at(events.nowNanos(), Rank.BEGIN, () -> enqueue(target));
    }

    private void enqueue(int target) {
        targets.add(target);
        if (!working) {
            next();
        }
    }

    private void next() {
        Integer target = targets.poll();
        working = target != null;
        if (target == null) {
            return;
        }
        int missing = target - pods.active(tenant);
        if (missing > 0) {
            pods.start(tenant, missing, this::next);
        } else if (missing < 0) {
            pods.stop(tenant, -missing);
            events.at(events.nowNanos() + stopNanos, Rank.END, this::next);
        } else {
            next();
        }
    }
}
