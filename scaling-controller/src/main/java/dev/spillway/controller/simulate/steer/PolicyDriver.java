package dev.spillway.controller.simulate.steer;

import dev.spillway.controller.bound.Bounded;
import dev.spillway.controller.bound.Bounds;
import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Instant;
import java.util.List;

/**
 * Decides for one pool as the live loop does: policy, then bounds. A policy that paces itself is
 * held to minimum and maximum only, so that a rival behaves as its original does.
 */
public final class PolicyDriver<S> {

    private final Policy<S> policy;
    private final Handover handover;
    private S state;
    private Memory memory;
    private int desired;

    /** Takes a state through the form in which it outlives a restart. */
    public interface Handover {

        <T> T carry(T state, Class<T> type);

        /** As it is. */
        Handover AS_IS =
                new Handover() {
                    @Override
                    public <T> T carry(T state, Class<T> type) {
                        return state;
                    }
                };
    }

    public PolicyDriver(Policy<S> policy, int running, Instant now, Handover handover) {
        this.policy = policy;
        this.handover = handover;
        this.state = policy.initialState();
        this.memory = Memory.startingAt(now);
        this.desired = running;
    }

    public String version() {
        return policy.version();
    }

    public int desired() {
        return desired;
    }

    /** Returns how many workers there shall be. */
    public int decide(
            List<WorkerView> workers, Signal signal, Goal goal, Limits limits, Instant now) {
        Observation seen = new Observation(new Fleet(desired, workers), signal, goal);
        Advice<S> advice = policy.recommend(state, seen, now);
        state = advice.next();
        if (policy.pacesItself()) {
            desired = withinLimits(advice.recommendation(), limits);
            return desired;
        }
        Bounded bounded =
                Bounds.apply(desired, advice.recommendation(), signal, limits, memory, now);
        memory = bounded.memory();
        desired = bounded.replicas();
        return desired;
    }

    private int withinLimits(Recommendation recommendation, Limits limits) {
        return switch (recommendation) {
            case Recommendation.Replicas(int replicas, _, _) ->
                    Math.clamp(replicas, limits.minReplicas(), limits.maxReplicas());
            case Recommendation.Hold _ -> Math.max(desired, limits.minReplicas());
        };
    }

    /** Goes on where the last controller stopped. */
    public void resume() {
        state = handover.carry(state, policy.stateType());
        memory = handover.carry(memory, Memory.class);
    }

    /**
     * Begins anew with nothing but what is there.
     *
     * @param running workers found running
     */
    public void forget(int running, Instant now) {
        state = policy.initialState();
        memory = Memory.startingAt(now);
        desired = running;
    }
}
