package dev.spillway.controller.simulate.steer;

import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.decision.Decider;
import dev.spillway.controller.decision.Standing;
import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.simulate.scenario.Contender;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides for one pool by the live loop's own step, or by the policy alone. */
public final class PolicyDriver<S> {

    private final Policy<S> policy;
    private final Handover handover;
    private final boolean isAlone;
    private Standing<S> standing;

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

    public PolicyDriver(
            Policy<S> policy,
            Contender.Bounding bounds,
            int running,
            Instant now,
            Handover handover) {
        this.policy = policy;
        this.handover = handover;
        this.isAlone = policy.pacesItself() && bounds == Contender.Bounding.OWN;
        this.standing = Standing.startingAt(policy, running, now);
    }

    public String version() {
        return policy.version();
    }

    public int desired() {
        return standing.desired();
    }

    /** Returns how many workers there shall be. */
    public int decide(
            List<WorkerView> workers, Signal signal, Goal goal, Limits limits, Instant now) {
        Observation seen = new Observation(new Fleet(standing.desired(), workers), signal, goal);
        standing =
                isAlone
                        ? alone(seen, limits, now)
                        : Decider.decide(policy, standing, seen, limits, now).next();
        return standing.desired();
    }

    private Standing<S> alone(Observation seen, Limits limits, Instant now) {
        Advice<S> advice = policy.recommend(standing.state(), seen, now);
        int replicas =
                switch (advice.recommendation()) {
                    case Recommendation.Replicas(int wanted, _, _) ->
                            Math.clamp(wanted, limits.minReplicas(), limits.maxReplicas());
                    case Recommendation.Hold _ ->
                            Math.max(standing.desired(), limits.minReplicas());
                };
        return new Standing<>(replicas, advice.next(), standing.memory(), Optional.of(now));
    }

    /** Goes on where the last controller stopped. */
    public void resume() {
        standing =
                new Standing<>(
                        standing.desired(),
                        handover.carry(standing.state(), policy.stateType()),
                        handover.carry(standing.memory(), Memory.class),
                        standing.decidedAt());
    }

    /**
     * Begins anew with nothing but what is there.
     *
     * @param running workers found running
     */
    public void forget(int running, Instant now) {
        standing = Standing.startingAt(policy, running, now);
    }
}
