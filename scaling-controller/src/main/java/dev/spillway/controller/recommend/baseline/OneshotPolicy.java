package dev.spillway.controller.recommend.baseline;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;

import java.time.Instant;

/**
 * Proportional: workers by the ratio of the mean latency to its target, up after 30 s above the
 * target and down after 600 s without (Ray Serve and the HPA, as Faro compares with them).
 */
public final class OneshotPolicy implements Policy<Streak> {

    private final LatencyRule rule;
    private final LatencyThreshold threshold;

    public OneshotPolicy(LatencyRule rule) {
        this.rule = rule;
        threshold =
                new LatencyThreshold(
                        rule,
                        (workers, ratio) -> workers * ratio,
                        (workers, ratio) -> workers * ratio);
    }

    @Override
    public String version() {
        return "oneshot/1 " + rule;
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
