package dev.spillway.controller.recommend.hpa;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Answer;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.hpa.reconcile.Condition;
import dev.spillway.controller.recommend.hpa.reconcile.HpaState;
import dev.spillway.controller.recommend.hpa.reconcile.HpaStatus;
import dev.spillway.controller.recommend.hpa.reconcile.Reconciler;
import dev.spillway.controller.recommend.hpa.reconcile.Reconciliation;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Kubernetes' HPA v2 for a pool. It looks once in a sync period, and repeats itself in between.
 *
 * <p>Two things are not left to Kubernetes, where a workload of no pods is a workload nobody wants
 * scaled: a pool that has no workers starts with its minimum, or, if it may have none, comes back
 * from zero whoever sent it there.
 */
public final class HpaPolicy implements Policy<HpaPolicyState> {

    private final HpaSettings settings;
    private final Reconciler reconciler;

    public HpaPolicy(HpaSettings settings) {
        this.settings = settings;
        this.reconciler = new Reconciler(settings.tuning(), settings.gates(), settings.fixes());
    }

    /** By queue depth, with Kubernetes' defaults. */
    public static HpaPolicy hpa() {
        return new HpaPolicy(HpaSettings.queueDepth());
    }

    /** What most people have: processor time at 70 % of what was promised. */
    public static HpaPolicy cpu() {
        return new HpaPolicy(HpaSettings.cpu(70));
    }

    @Override
    public String version() {
        return settings.family() + "/1.36 " + settings.describe();
    }

    @Override
    public Class<HpaPolicyState> stateType() {
        return HpaPolicyState.class;
    }

    @Override
    public HpaPolicyState initialState() {
        return HpaPolicyState.NEW;
    }

    @Override
    public boolean pacesItself() {
        return true;
    }

    @Override
    public Advice<HpaPolicyState> recommend(HpaPolicyState state, Observation seen, Instant now) {
        int least = least(seen.goal());
        if (seen.fleet().desired() == 0 && least > 0) {
            Recommendation start =
                    new Recommendation.Replicas(
                            least, Reason.OUTSIDE_BOUNDS, new Fact("workers at least", least));
            return new Advice<>(start, state);
        }
        if (!isDue(state, now)) {
            Recommendation repeated =
                    state.answer()
                            .map(Answer::recommendation)
                            .orElse(new Recommendation.Hold(Reason.BETWEEN_LOOKS));
            return new Advice<>(repeated, state);
        }
        return look(state, seen, now);
    }

    /** Lets time pass while something else keeps the pool at zero. */
    public HpaPolicyState rest(HpaPolicyState state, Instant now) {
        Optional<Instant> lastSync = isDue(state, now) ? Optional.of(now) : state.lastSync();
        return new HpaPolicyState(state.hpa(), lastSync, Optional.empty());
    }

    /** Also after the clock was put back: better one look too many than none for hours. */
    private boolean isDue(HpaPolicyState state, Instant now) {
        return state.lastSync().isEmpty()
                || now.isBefore(state.lastSync().get())
                || !now.isBefore(state.lastSync().get().plus(settings.syncPeriod()));
    }

    /** Without the gate Kubernetes takes no minimum of zero. */
    private int least(Goal goal) {
        return settings.gates().scaleToZero()
                ? goal.minReplicas()
                : Math.max(1, goal.minReplicas());
    }

    private Advice<HpaPolicyState> look(HpaPolicyState state, Observation seen, Instant now) {
        int least = least(seen.goal());
        HpaSpec spec =
                HpaSpec.of(
                        "pool",
                        least,
                        Math.max(least, Math.max(1, seen.goal().maxReplicas())),
                        settings.metrics().stream()
                                .map(metric -> metric.spec(seen.goal()))
                                .toList());
        if (settings.profile().isPresent()) {
            spec = spec.withBehavior(settings.profile().get().behavior());
        }
        HpaState before = seen.fleet().desired() == 0 ? mayReturn(state.hpa(), now) : state.hpa();
        Reconciliation result =
                reconciler.reconcile(
                        spec,
                        before,
                        new PoolCluster(seen, settings.cpuWindow(), now).of(settings.metrics()),
                        now);
        Recommendation recommendation = recommendation(result, seen);
        return new Advice<>(
                recommendation,
                new HpaPolicyState(
                        result.next(), Optional.of(now), Optional.of(Answer.of(recommendation))));
    }

    private static HpaState mayReturn(HpaState state, Instant now) {
        HpaStatus status = state.status();
        List<Condition> conditions = new ArrayList<>(status.conditions());
        conditions.removeIf(condition -> condition.type() == Condition.Type.SCALED_TO_ZERO);
        conditions.add(
                new Condition(
                        Condition.Type.SCALED_TO_ZERO,
                        true,
                        "ScaledToZero",
                        "the pool is at zero",
                        now));
        return new HpaState(
                state.memory(),
                new HpaStatus(
                        status.currentReplicas(),
                        status.desiredReplicas(),
                        status.lastScaleTime(),
                        status.metrics(),
                        conditions));
    }

    private Recommendation recommendation(Reconciliation result, Observation seen) {
        List<Fact> facts = facts(result);
        int current = seen.fleet().desired();
        if (result.stabilized().isEmpty()) {
            return result.rescaled()
                    ? new Recommendation.Replicas(result.replicas(), Reason.OUTSIDE_BOUNDS, facts)
                    : new Recommendation.Hold(whyNot(seen.signal()), facts);
        }
        int wanted =
                result.proposals().stream()
                        .filter(OptionalInt::isPresent)
                        .mapToInt(OptionalInt::getAsInt)
                        .max()
                        .orElse(current);
        Reason reason =
                wanted > current
                        ? Reason.METRIC_ABOVE_TARGET
                        : wanted < current ? Reason.METRICS_BELOW_TARGET : Reason.METRICS_ON_TARGET;
        return new Recommendation.Replicas(result.replicas(), reason, facts);
    }

    private Reason whyNot(Signal signal) {
        boolean onlyCpu =
                settings.metrics().stream().allMatch(metric -> metric instanceof HpaMetric.Cpu);
        if (onlyCpu) {
            return Reason.METRICS_INVALID;
        }
        return switch (signal) {
            case Signal.Fresh _ -> Reason.METRICS_INVALID;
            case Signal.Stale _ -> Reason.SIGNAL_STALE;
            case Signal.Missing _ -> Reason.SIGNAL_MISSING;
        };
    }

    private List<Fact> facts(Reconciliation result) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < result.proposals().size(); i++) {
            String metric = settings.metrics().get(i).label();
            result.proposals()
                    .get(i)
                    .ifPresent(replicas -> facts.add(new Fact("workers by " + metric, replicas)));
        }
        result.stabilized()
                .ifPresent(replicas -> facts.add(new Fact("workers after look-back", replicas)));
        return facts;
    }
}
