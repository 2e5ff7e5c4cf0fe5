package dev.spillway.controller.recommend.baseline;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two layers, as Faro compares with MArk, Cocktail and Barista. A forecast sets the workers, up or
 * down: {@code ceil(requests/s x processing / target)} for the peak it sees. Between two forecasts
 * one worker is added after three checks above the target; good checks in between do not reset the
 * count, and a pool whose last change is under way is not checked.
 */
public final class MarkPolicy implements Policy<MarkState> {

    private final MarkRule rule;
    private final Forecast forecast;

    public MarkPolicy(MarkRule rule, Forecast forecast) {
        this.rule = rule;
        this.forecast = forecast;
    }

    @Override
    public String version() {
        return "mark/1 forecast=%s %s".formatted(forecast.version(), rule);
    }

    @Override
    public Class<MarkState> stateType() {
        return MarkState.class;
    }

    @Override
    public MarkState initialState() {
        return MarkState.NONE;
    }

    @Override
    public Advice<MarkState> recommend(MarkState state, Observation seen, Instant now) {
        return switch (seen.signal()) {
            case Signal.Fresh(Load load, _) -> check(state, load, seen.fleet(), now);
            case Signal.Stale _ -> hold(state, Reason.SIGNAL_STALE);
            case Signal.Missing _ -> hold(state, Reason.SIGNAL_MISSING);
        };
    }

    private Advice<MarkState> check(MarkState before, Load load, Fleet fleet, Instant now) {
        boolean isFirst = before.epoch().isEmpty();
        if (!isFirst && now.isBefore(before.lastCheck().plus(rule.latency().period()))) {
            return keep(fleet, before);
        }
        long arrived = load.tenants().stream().mapToLong(TenantLoad::arrived).sum();
        MarkState state = before.seen(now, load.epoch(), arrived);
        if (!isFirst && isForecastDue(before, state, now)) {
            return forecast(state, now);
        }
        return load.latency().isEmpty()
                ? hold(state, Reason.SIGNAL_MISSING)
                : react(state, isAboveTarget(load), fleet, now);
    }

    private boolean isForecastDue(MarkState before, MarkState state, Instant now) {
        boolean onTime =
                before.forecasts() == 0 || before.crosses(now, rule.interval().toSeconds());
        return state.fresh() > 0 && before.crosses(now, 60) && onTime;
    }

    private Advice<MarkState> forecast(MarkState state, Instant now) {
        double peak = forecast.peakPerMinute(now, state.minutes(), state.fresh());
        double workers =
                peak / 60 * rule.processing().toNanos() / rule.latency().target().toNanos();
        return new Advice<>(
                new Recommendation.Replicas(
                        (int) Math.ceil(workers),
                        Reason.FORECAST,
                        new Fact("requests in the foreseen peak minute", peak),
                        new Fact("requests in the last minute", state.minutes().getLast())),
                state.forecast());
    }

    private Advice<MarkState> react(MarkState state, boolean isBad, Fleet fleet, Instant now) {
        if (!isBad || isUnderWay(fleet, now)) {
            return keep(fleet, state);
        }
        int checks = state.badChecks() + 1;
        if (checks < rule.latency().badChecks()) {
            return keep(fleet, state.withBadChecks(checks));
        }
        return new Advice<>(
                new Recommendation.Replicas(
                        fleet.desired() + 1,
                        Reason.LATENCY_ABOVE_TARGET,
                        List.of(new Fact("bad checks since the last change", checks))),
                state.withBadChecks(0));
    }

    private boolean isAboveTarget(Load load) {
        return load.latency().orElseThrow().mean().compareTo(rule.latency().target()) > 0;
    }

    /** Also while a worker has become ready in this very moment. */
    private static boolean isUnderWay(Fleet fleet, Instant now) {
        return fleet.workers().stream()
                .anyMatch(
                        worker ->
                                worker.state() != WorkerView.State.READY
                                        || worker.ready().equals(Optional.of(now)));
    }

    private static Advice<MarkState> keep(Fleet fleet, MarkState state) {
        return new Advice<>(
                new Recommendation.Replicas(fleet.desired(), Reason.LATENCY_WATCHED), state);
    }

    private static Advice<MarkState> hold(MarkState state, Reason reason) {
        return new Advice<>(new Recommendation.Hold(reason), state);
    }

    @Override
    public boolean pacesItself() {
        return true;
    }
}
