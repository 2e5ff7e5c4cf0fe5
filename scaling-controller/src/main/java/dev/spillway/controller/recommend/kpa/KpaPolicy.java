package dev.spillway.controller.recommend.kpa;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Answer;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Knative's pod autoscaler for a pool: enough workers for the average concurrency of the stable
 * window; when the panic window asks for a multiple of what is ready, enough for that one, and
 * never fewer until a stable window has passed without reason for panic.
 */
public final class KpaPolicy implements Policy<KpaState> {

    private final KpaSettings settings;

    public KpaPolicy(KpaSettings settings) {
        this.settings = settings;
    }

    @Override
    public String version() {
        return "kpa/1 " + settings;
    }

    @Override
    public Class<KpaState> stateType() {
        return KpaState.class;
    }

    @Override
    public KpaState initialState() {
        return KpaState.NEW;
    }

    @Override
    public boolean pacesItself() {
        return true;
    }

    @Override
    public Advice<KpaState> recommend(KpaState state, Observation seen, Instant now) {
        return switch (seen.signal()) {
            case Signal.Missing _ ->
                    new Advice<>(new Recommendation.Hold(Reason.SIGNAL_MISSING), state);
            case Signal.Stale _ ->
                    new Advice<>(new Recommendation.Hold(Reason.SIGNAL_STALE), state);
            case Signal.Fresh(Load load, Duration _) -> recommend(state, seen, load, now);
        };
    }

    private Advice<KpaState> recommend(KpaState state, Observation seen, Load load, Instant now) {
        Concurrency concurrency =
                state.concurrency()
                        .with(
                                (double) load.waiting() + load.inFlight(),
                                now,
                                settings.stableWindow());
        if (!isDue(state, now)) {
            KpaState next =
                    new KpaState(
                            concurrency,
                            state.panicking(),
                            state.panicPeak(),
                            state.idleSince(),
                            state.lastTick(),
                            state.answer());
            return new Advice<>(state.answer().orElseThrow().recommendation(), next);
        }
        return look(state, concurrency, seen, now);
    }

    private boolean isDue(KpaState state, Instant now) {
        return state.lastTick().isEmpty()
                || now.isBefore(state.lastTick().get())
                || !now.isBefore(state.lastTick().get().plus(settings.tick()));
    }

    private Advice<KpaState> look(
            KpaState state, Concurrency concurrency, Observation seen, Instant now) {
        int ready = Math.max(1, seen.fleet().ready());
        double target = seen.goal().slotsPerWorker() * settings.targetUtilizationRatio();
        double stable = concurrency.average(settings.stableWindow(), now);
        double panic = concurrency.average(settings.panicWindow(), now);
        double panicWants = Math.ceil(panic / target);
        int byStable = withinRates(Math.ceil(stable / target), ready);
        int byPanic = withinRates(panicWants, ready);

        boolean isAlarming = panicWants / ready >= settings.panicThreshold();
        Optional<Instant> panicking = isAlarming ? Optional.of(now) : stillPanicking(state, now);
        int peak = 0;
        if (panicking.isPresent()) {
            int before = state.panicking().isPresent() ? state.panicPeak() : seen.fleet().desired();
            peak = Math.max(before, Math.max(byStable, byPanic));
        }
        int wanted = panicking.isPresent() ? peak : byStable;
        List<Fact> facts =
                List.of(
                        new Fact("requests in the stable window", stable),
                        new Fact("requests in the panic window", panic),
                        new Fact("requests a worker may have", target),
                        new Fact("workers ready", seen.fleet().ready()));
        Reason reason =
                panicking.isPresent() ? Reason.PANIC_CONCURRENCY : Reason.STABLE_CONCURRENCY;

        Optional<Instant> idleSince = Optional.empty();
        if (wanted == 0) {
            Instant since = state.idleSince().filter(idle -> !idle.isAfter(now)).orElse(now);
            idleSince = Optional.of(since);
            boolean isGraceOver = !since.plus(settings.zeroGrace()).isAfter(now);
            if (seen.fleet().desired() > 0 && !isGraceOver) {
                wanted = 1;
                reason = Reason.IDLE_GRACE;
            } else {
                reason = Reason.INACTIVE;
            }
        }
        Recommendation recommendation = new Recommendation.Replicas(wanted, reason, facts);
        return new Advice<>(
                recommendation,
                new KpaState(
                        concurrency,
                        panicking,
                        peak,
                        idleSince,
                        Optional.of(now),
                        Optional.of(Answer.of(recommendation))));
    }

    private Optional<Instant> stillPanicking(KpaState state, Instant now) {
        return state.panicking()
                .filter(last -> !last.isAfter(now))
                .filter(last -> !last.plus(settings.stableWindow()).isBefore(now));
    }

    private int withinRates(double wanted, int ready) {
        double most = Math.ceil(settings.maxScaleUpRate() * ready);
        double least = Math.floor(ready / settings.maxScaleDownRate());
        return (int) Math.min(Math.max(wanted, least), most);
    }
}
