package dev.spillway.controller.recommend.baseline;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;

import java.time.Instant;

/**
 * Additive increase, additive decrease: one worker more after 30 s of latency above the target, one
 * fewer after 600 s without (INFaaS, as Faro compares with it).
 */
public final class AiadPolicy implements Policy<Streak> {

    private final LatencyRule rule;
    private final LatencyThreshold threshold;

    public AiadPolicy(LatencyRule rule) {
        this.rule = rule;
        threshold =
                new LatencyThreshold(
                        rule, (workers, _) -> workers + 1, (workers, _) -> workers - 1);
    }

    @Override
    public String version() {
        return "aiad/1 " + rule;
    }

    @Override
    public Class<Streak> stateType() {
        return Streak.class;
    }

    @Override
    public Streak initialState() {
        return Streak.NONE;
    }

    @Override
    public Advice<Streak> recommend(Streak state, Observation seen, Instant now) {
        return threshold.recommend(state, seen, now);
    }

    @Override
    public boolean pacesItself() {
        return true;
    }
}
