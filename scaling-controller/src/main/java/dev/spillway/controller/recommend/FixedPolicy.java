package dev.spillway.controller.recommend;

import java.time.Instant;

/** Always the same number of workers. */
public final class FixedPolicy implements Policy<Stateless> {

    private final int replicas;

    public FixedPolicy(int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException(
                    "replicas is %d; it cannot be negative".formatted(replicas));
        }
        this.replicas = replicas;
    }

    @Override
    public String version() {
        return "fixed/1 replicas=" + replicas;
    }

    @Override
    public Class<Stateless> stateType() {
        return Stateless.class;
    }

    @Override
    public Stateless initialState() {
        return new Stateless();
    }

    @Override
    public Advice<Stateless> recommend(Stateless state, Observation seen, Instant now) {
        return new Advice<>(new Recommendation.Replicas(replicas, Reason.FIXED), state);
    }

    @Override
    public boolean pacesItself() {
        return true;
    }
}
