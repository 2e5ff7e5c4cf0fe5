package dev.spillway.controller.recommend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A policy at work on a pool whose workers are ready at once, second by second. It knows only the
 * steps the policy makes.
 */
public final class Timeline<S> {

    private final Policy<S> policy;
    private final Goal goal;
    private final BiFunction<Long, Integer, Seen> world;
    private S state;
    private int replicas;
    private final List<String> steps = new ArrayList<>();

    /** What there is to see at one second. */
    public record Seen(Fleet fleet, Signal signal) {}

    /**
     * @param world from the second and the replicas to what is seen
     */
    public Timeline(
            Policy<S> policy, Goal goal, int replicas, BiFunction<Long, Integer, Seen> world) {
        this.policy = policy;
        this.goal = goal;
        this.world = world;
        this.state = policy.initialState();
        this.replicas = replicas;
    }

    /** Runs from one second to another, both included, as "second:replicas" for every step. */
    public List<String> run(long from, long to) {
        for (long second = from; second <= to; second++) {
            Seen seen = world.apply(second, replicas);
            Instant now = Pools.START.plus(Duration.ofSeconds(second));
            Advice<S> advice =
                    policy.recommend(
                            state, new Observation(seen.fleet(), seen.signal(), goal), now);
            state = advice.next();
            int next =
                    switch (advice.recommendation()) {
                        case Recommendation.Replicas(int wanted, _, _) -> wanted;
                        case Recommendation.Hold _ -> replicas;
                    };
            if (next != replicas) {
                steps.add(second + ":" + next);
                replicas = next;
            }
        }
        return steps;
    }

    public int replicas() {
        return replicas;
    }
}
