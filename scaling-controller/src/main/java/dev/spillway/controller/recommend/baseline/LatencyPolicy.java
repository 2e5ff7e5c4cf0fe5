package dev.spillway.controller.recommend.baseline;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;

import java.time.Instant;

/** One of the published policies that change the number of workers by the mean latency. */
public final class LatencyPolicy implements Policy<Streak> {

    private final String version;
    private final LatencyThreshold threshold;

    private LatencyPolicy(String version, LatencyThreshold threshold) {
        this.version = version;
        this.threshold = threshold;
    }

    /**
     * Additive increase, additive decrease: one worker more after 30 s of latency above the target,
     * one fewer after 600 s without (INFaaS, as Faro compares with it).
     */
    public static LatencyPolicy aiad(LatencyRule rule) {
        return new LatencyPolicy(
                "aiad/1 " + rule,
                new LatencyThreshold(
                        rule, (workers, _) -> workers + 1, (workers, _) -> workers - 1));
    }

    /**
     * Proportional: workers by the ratio of the mean latency to its target, up after 30 s above the
     * target and down after 600 s without (Ray Serve and the HPA, as Faro compares with them).
     */
    public static LatencyPolicy oneshot(LatencyRule rule) {
        LatencyThreshold.Step proportional = (workers, ratio) -> workers * ratio;
        return new LatencyPolicy(
                "oneshot/1 " + rule, new LatencyThreshold(rule, proportional, proportional));
    }

    @Override
    public String version() {
        return version;
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
