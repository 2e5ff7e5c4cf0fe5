package dev.spillway.controller.recommend.keda;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.hpa.HpaPolicy;
import dev.spillway.controller.recommend.hpa.HpaPolicyState;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * KEDA for a pool: every polling interval it looks for work. From nothing it starts the first
 * workers, and after a cooldown without work it takes the last away; between one and the maximum an
 * HPA decides, at its own pace.
 */
public final class KedaPolicy implements Policy<KedaState> {

    private final KedaSettings settings;
    private final HpaPolicy hpa;

    public KedaPolicy(KedaSettings settings) {
        this.settings = settings;
        this.hpa = new HpaPolicy(settings.hpa());
    }

    @Override
    public String version() {
        return "keda/2.21 polling=%s cooldown=%s activation=%d on %s"
                .formatted(
                        settings.pollingInterval(),
                        settings.cooldown(),
                        settings.activation(),
                        hpa.version());
    }

    @Override
    public Class<KedaState> stateType() {
        return KedaState.class;
    }

    @Override
    public KedaState initialState() {
        return new KedaState(hpa.initialState(), Optional.empty(), Optional.empty());
    }

    @Override
    public boolean pacesItself() {
        return true;
    }

    @Override
    public Advice<KedaState> recommend(KedaState state, Observation seen, Instant now) {
        boolean looks = isDue(state, now);
        OptionalLong work = looks ? work(seen.signal()) : OptionalLong.empty();
        boolean isActive = work.isPresent() && work.getAsLong() > settings.activation();
        KedaState polled =
                new KedaState(
                        state.hpa(),
                        looks ? Optional.of(now) : state.lastPoll(),
                        isActive ? Optional.of(now) : state.lastActive());
        if (seen.fleet().desired() == 0) {
            return atZero(polled, seen, isActive, work, now);
        }
        boolean isIdle = work.isPresent() && !isActive;
        if (isIdle && seen.goal().minReplicas() == 0 && isCool(polled, now)) {
            return asleep(polled, work, now);
        }
        Goal goal = seen.goal();
        Goal ofHpa =
                new Goal(
                        goal.targetQueueDepth(),
                        goal.slotsPerWorker(),
                        Math.max(1, goal.minReplicas()),
                        Math.max(1, goal.maxReplicas()),
                        goal.startup());
        Advice<HpaPolicyState> advice =
                hpa.recommend(
                        polled.hpa(), new Observation(seen.fleet(), seen.signal(), ofHpa), now);
        return new Advice<>(advice.recommendation(), withHpa(polled, advice.next()));
    }

    private Advice<KedaState> atZero(
            KedaState state, Observation seen, boolean isActive, OptionalLong work, Instant now) {
        int least = seen.goal().minReplicas();
        if (!isActive && least == 0) {
            return asleep(state, work, now);
        }
        int first = Math.max(1, least);
        Recommendation wake =
                new Recommendation.Replicas(
                        first,
                        isActive ? Reason.ACTIVATED : Reason.OUTSIDE_BOUNDS,
                        new Fact("workers at first", first));
        return new Advice<>(wake, withHpa(state, hpa.rest(state.hpa(), now)));
    }

    private Advice<KedaState> asleep(KedaState state, OptionalLong work, Instant now) {
        Recommendation none =
                work.isPresent()
                        ? new Recommendation.Replicas(
                                0, Reason.INACTIVE, new Fact("waiting requests", work.getAsLong()))
                        : new Recommendation.Replicas(0, Reason.INACTIVE);
        return new Advice<>(none, withHpa(state, hpa.rest(state.hpa(), now)));
    }

    private static KedaState withHpa(KedaState state, HpaPolicyState next) {
        return new KedaState(next, state.lastPoll(), state.lastActive());
    }

    private boolean isDue(KedaState state, Instant now) {
        return state.lastPoll().isEmpty()
                || now.isBefore(state.lastPoll().get())
                || !now.isBefore(state.lastPoll().get().plus(settings.pollingInterval()));
    }

    private boolean isCool(KedaState state, Instant now) {
        return state.lastActive().isEmpty()
                || state.lastActive().get().plus(settings.cooldown()).isBefore(now);
    }

    /** Unknown without a fresh measurement: then nothing wakes, and nothing is put to sleep. */
    private static OptionalLong work(Signal signal) {
        return switch (signal) {
            case Signal.Fresh(Load load, Duration _) -> OptionalLong.of(load.waiting());
            case Signal.Stale _, Signal.Missing _ -> OptionalLong.empty();
        };
    }
}
