package dev.spillway.controller.recommend.deadline;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.recommend.traffic.Watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * As many workers as it takes that the share of newly queued requests that miss their tenant's
 * deadline stays under a target: now, when a worker asked for now would be ready, and in the
 * minutes after. {@link Outlook} says what is missed, {@link Watch} what is remembered, {@link
 * Pace} when the number may change, and {@code DESIGN.md} beside this class why.
 */
public final class DeadlinePolicy implements Policy<DeadlineState> {

    private final DeadlineSettings settings;

    public DeadlinePolicy(DeadlineSettings settings) {
        this.settings = settings;
    }

    public DeadlinePolicy() {
        this(DeadlineSettings.DEFAULT);
    }

    @Override
    public String version() {
        return "deadline/2 targetMiss=%s calm=%s margin=%s forecast=%s"
                .formatted(
                        settings.targetMiss(),
                        settings.calm(),
                        settings.margin(),
                        settings.usesForecast());
    }

    @Override
    public Class<DeadlineState> stateType() {
        return DeadlineState.class;
    }

    @Override
    public DeadlineState initialState() {
        return DeadlineState.NOTHING;
    }

    @Override
    public boolean pacesItself() {
        return true;
    }

    @Override
    public Advice<DeadlineState> recommend(DeadlineState state, Observation seen, Instant now) {
        return consider(state, seen, now).advice();
    }

    /**
     * A recommendation and its outlook.
     *
     * @param outlook worked out when it is asked for
     */
    public record Considered(Advice<DeadlineState> advice, Supplier<Outlook> outlook) {}

    /**
     * What it recommends, and what the next minutes may bring: all that sharing capacity with other
     * pools takes.
     */
    public Considered consider(DeadlineState state, Observation seen, Instant now) {
        return switch (seen.signal()) {
            case Signal.Fresh(Load load, _) ->
                    state.watch().disbelieves(load, now)
                            ? hold(Reason.SIGNAL_IMPLAUSIBLE, state, load, seen, now)
                            : consider(state, load, seen, now);
            case Signal.Stale(Load load, _) -> hold(Reason.SIGNAL_STALE, state, load, seen, now);
            case Signal.Missing _ ->
                    hold(
                            Reason.SIGNAL_MISSING,
                            state,
                            Load.ofDepth(state.watch().epoch(), 0, 0),
                            seen,
                            now);
        };
    }

    private Considered hold(
            Reason reason, DeadlineState state, Load load, Observation seen, Instant now) {
        return new Considered(
                new Advice<>(new Recommendation.Hold(reason), state.interrupted()),
                outlook(state.watch(), load, seen, now));
    }

    private Supplier<Outlook> outlook(Watch watch, Load load, Observation seen, Instant now) {
        return new Once<>(
                () -> Expectation.outlook(watch, load, seen, now, settings.usesForecast()));
    }

    private Considered consider(DeadlineState before, Load load, Observation seen, Instant now) {
        Watch watch = before.watch().observed(load, now);
        Supplier<Outlook> outlook = outlook(watch, load, seen, now);
        boolean continues = before.watch().continues(load, now);
        Pace pace = continues ? before.pace() : before.pace().interrupted();
        if (!watch.knowsService()) {
            return new Considered(byDepth(watch, pace, load, seen, now), outlook);
        }
        Optional<DeadlineState.Verdict> last = continues ? before.verdict() : Optional.empty();
        DeadlineState.Verdict verdict =
                Judgement.of(settings, watch, last, seen, now).verdict(load, outlook);
        Duration calm = calm(watch);
        Pace seeing = pace.seeing(seen.fleet().desired(), now).needing(verdict.safe(), now, calm);
        Step step = step(seeing, calm, verdict, seen, now);
        boolean fellSilent = isHeard(before.watch()) && !isHeard(watch);
        Reason reason =
                fellSilent && step.reason() != Reason.DEADLINE
                        ? Reason.FORECAST_OFF
                        : step.reason();
        return new Considered(
                new Advice<>(
                        new Recommendation.Replicas(
                                step.replicas(),
                                reason,
                                Facts.of(settings, verdict, step.pace(), watch, load, seen)),
                        new DeadlineState(watch, step.pace(), Optional.of(verdict))),
                outlook);
    }

    /** No time is calm that is too short to see how a load moves. */
    private Duration calm(Watch watch) {
        Duration horizon = Duration.ofSeconds((long) watch.horizonSeconds());
        return watch.servesLong() && horizon.compareTo(settings.calm()) > 0
                ? horizon
                : settings.calm();
    }

    private static boolean isHeard(Watch watch) {
        return watch.traffic().minutes().forecast().audit().inUse();
    }

    /** So many workers, why, and what to remember of it. */
    private record Step(int replicas, Reason reason, Pace pace) {}

    private Step step(
            Pace pace,
            Duration calm,
            DeadlineState.Verdict verdict,
            Observation seen,
            Instant now) {
        int desired = seen.fleet().desired();
        int need = Math.min(verdict.need(), pace.ceiling(now, seen.goal().startup()));
        if (need > desired) {
            boolean isAsked = pace.grown().filter(growth -> growth.replicas() == need).isPresent();
            Pace next = isAsked ? pace : pace.grown(need, verdict.load(), now);
            return new Step(need, Reason.DEADLINE, next);
        }
        boolean canShrink =
                verdict.need() < desired
                        && pace.isCalm(now, calm)
                        && pace.mostNeeded() < desired
                        && !pace.refutes(desired - 1, verdict.load(), now);
        return canShrink
                ? new Step(desired - 1, Reason.FEWER_SUFFICE, pace.offering(desired - 1))
                : new Step(desired, Reason.DEADLINE_KEPT, pace);
    }

    /**
     * As long as no service time is known: what waits, by the pool's target, and nothing more
     * before that is there. Never fewer.
     */
    private static Advice<DeadlineState> byDepth(
            Watch watch, Pace pace, Load load, Observation seen, Instant now) {
        long target = seen.goal().targetQueueDepth();
        long wanted = awaits(seen, now) ? 0 : Math.ceilDiv(load.waiting(), target);
        int replicas = Math.clamp(wanted, seen.fleet().desired(), Integer.MAX_VALUE);
        return new Advice<>(
                new Recommendation.Replicas(
                        replicas,
                        Reason.SERVICE_UNKNOWN,
                        new Fact("waiting requests", load.waiting()),
                        new Fact("waiting requests a worker may have", target)),
                new DeadlineState(watch, pace.interrupted(), Optional.empty()));
    }

    /** Whether a worker is on its way that is not overdue by as long as a start takes. */
    private static boolean awaits(Observation seen, Instant now) {
        Instant expected = now.minus(seen.goal().startup());
        return seen.fleet().workers().stream()
                .filter(worker -> worker.state() == WorkerView.State.STARTING)
                .anyMatch(worker -> worker.ready().filter(expected::isBefore).isPresent());
    }
}
