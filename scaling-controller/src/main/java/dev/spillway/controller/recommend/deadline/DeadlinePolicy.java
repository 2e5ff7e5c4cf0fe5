package dev.spillway.controller.recommend.deadline;

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

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * As many workers as it takes that the share of newly queued requests that miss their tenant's
 * deadline stays under a target: now, when a worker asked for now would be ready, and in the
 * minutes after. Grows in one step. Shrinks by one when one fewer would have been enough, with a
 * margin, all through a calm time. {@link MissModel} says what is missed, {@link Track} what is
 * remembered, and {@code DESIGN.md} beside this class why.
 */
public final class DeadlinePolicy implements Policy<DeadlineState> {

    /** More between two observations is a gap, or a clock that was set. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(60);

    /** A counter that stands still for so long beside work in flight is not believed. */
    private static final double SILENT_SECONDS = 10;

    /** A verdict is good for so long, if nothing changes. */
    private static final Duration VERDICT = Duration.ofSeconds(10);

    /** A change of load that is one. */
    private static final double SAME_LOAD = 0.02;

    private final DeadlineSettings settings;

    public DeadlinePolicy(DeadlineSettings settings) {
        this.settings = settings;
    }

    public DeadlinePolicy() {
        this(DeadlineSettings.DEFAULT);
    }

    @Override
    public String version() {
        return "deadline/1 targetMiss=%s calm=%s margin=%s forecast=%s"
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
     * What it recommends, and what the next minutes may bring: all that sharing capacity with other
     * pools takes.
     */
    public Considered consider(DeadlineState state, Observation seen, Instant now) {
        return switch (seen.signal()) {
            case Signal.Fresh(Load load, _) -> consider(state, load, seen, now);
            case Signal.Stale(Load load, _) -> hold(Reason.SIGNAL_STALE, state, load, seen, now);
            case Signal.Missing _ ->
                    hold(
                            Reason.SIGNAL_MISSING,
                            state,
                            Load.ofDepth(state.epoch(), 0, 0),
                            seen,
                            now);
        };
    }

    /**
     * A recommendation and its outlook.
     *
     * @param outlook worked out when it is asked for
     */
    public record Considered(Advice<DeadlineState> advice, Supplier<Outlook> outlook) {}

    private Considered hold(
            Reason reason, DeadlineState state, Load load, Observation seen, Instant now) {
        return new Considered(
                new Advice<>(new Recommendation.Hold(reason), state.interrupted()),
                new Once(() -> outlook(state.tracks(), load, seen, now)));
    }

    /** Works an outlook out once. */
    private static final class Once implements Supplier<Outlook> {

        private final Supplier<Outlook> source;
        private @Nullable Outlook known;

        Once(Supplier<Outlook> source) {
            this.source = source;
        }

        @Override
        public Outlook get() {
            Outlook outlook = known == null ? source.get() : known;
            known = outlook;
            return outlook;
        }
    }

    private Considered consider(DeadlineState before, Load load, Observation seen, Instant now) {
        DeadlineState state = observe(before, load, now);
        Supplier<Outlook> outlook = new Once(() -> outlook(state.tracks(), load, seen, now));
        return new Considered(recommend(before, state, load, seen, now, outlook), outlook);
    }

    private Advice<DeadlineState> recommend(
            DeadlineState before,
            DeadlineState state,
            Load load,
            Observation seen,
            Instant now,
            Supplier<Outlook> outlook) {
        if (state.tracks().stream().allMatch(track -> track.serviceMeanSeconds() <= 0)) {
            return byDepth(state, load, seen);
        }
        DeadlineState.Verdict found = verdict(state, load, seen, now, outlook);
        List<DeadlineState.Need> needs =
                DeadlineState.remembering(
                        state.needs(),
                        new DeadlineState.Need(now, found.safe()),
                        now.minus(settings.calm()));
        DeadlineState next =
                new DeadlineState(
                        state.epoch(),
                        state.at(),
                        state.tracks(),
                        state.calmSince(),
                        needs,
                        Optional.of(found));
        boolean calm =
                state.calmSince()
                        .filter(since -> !since.plus(settings.calm()).isAfter(now))
                        .isPresent();
        return new Advice<>(
                new Recommendation.Replicas(
                        replicas(seen.fleet().desired(), found, next, calm),
                        reason(seen.fleet().desired(), found, next, calm, before),
                        facts(found, next, load, seen)),
                next);
    }

    private static int replicas(
            int desired, DeadlineState.Verdict verdict, DeadlineState state, boolean calm) {
        if (verdict.need() >= desired) {
            return verdict.need();
        }
        return calm && state.mostNeeded() < desired ? desired - 1 : desired;
    }

    private static Reason reason(
            int desired,
            DeadlineState.Verdict verdict,
            DeadlineState state,
            boolean calm,
            DeadlineState before) {
        if (verdict.need() > desired) {
            return Reason.DEADLINE;
        }
        if (before.tracks().stream().anyMatch(track -> track.forecast().audit().inUse())
                && state.tracks().stream().noneMatch(track -> track.forecast().audit().inUse())) {
            return Reason.FORECAST_OFF;
        }
        return verdict.need() < desired && calm && state.mostNeeded() < desired
                ? Reason.FEWER_SUFFICE
                : Reason.DEADLINE_KEPT;
    }

    private List<Fact> facts(
            DeadlineState.Verdict verdict, DeadlineState state, Load load, Observation seen) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("load in busy slots", verdict.load()));
        facts.add(new Fact("waiting requests", load.waiting()));
        facts.add(new Fact("ready workers", seen.fleet().ready()));
        facts.add(new Fact("workers on their way", seen.fleet().starting()));
        facts.add(new Fact("predicted share of misses with them", verdict.missShare()));
        facts.add(new Fact("share of misses aimed at", settings.targetMiss()));
        facts.add(new Fact("workers needed", verdict.need()));
        facts.add(new Fact("workers needed to be calm", state.mostNeeded()));
        for (Track track : state.tracks()) {
            var audit = track.forecast().audit();
            if (audit.scored() > 0 && settings.usesForecast()) {
                facts.add(
                        new Fact(
                                "season of %s listened to (1) or not (0)".formatted(track.tenant()),
                                audit.inUse() ? 1 : 0));
                facts.add(
                        new Fact(
                                "its loss over that of no forecast",
                                audit.naiveLoss() > 0
                                        ? audit.seasonalLoss() / audit.naiveLoss()
                                        : 1));
            }
        }
        return facts;
    }

    /** As long as no service time is known: what waits, by the pool's target; never fewer. */
    private static Advice<DeadlineState> byDepth(DeadlineState state, Load load, Observation seen) {
        long target = seen.goal().targetQueueDepth();
        long wanted = Math.ceilDiv(load.waiting(), target);
        int replicas = Math.clamp(wanted, seen.fleet().desired(), Integer.MAX_VALUE);
        return new Advice<>(
                new Recommendation.Replicas(
                        replicas,
                        Reason.SERVICE_UNKNOWN,
                        new Fact("waiting requests", load.waiting()),
                        new Fact("waiting requests a worker may have", target)),
                state.interrupted());
    }

    private static DeadlineState observe(DeadlineState state, Load load, Instant now) {
        Duration since = state.at().map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
        boolean continues =
                state.epoch().equals(load.epoch())
                        && state.at().isPresent()
                        && !since.isNegative()
                        && since.compareTo(LONGEST_STEP) <= 0;
        if (continues && since.isZero()) {
            return state;
        }
        Map<String, Track> known = new HashMap<>();
        state.tracks().forEach(track -> known.put(track.tenant(), track));
        List<Track> tracks = new ArrayList<>(load.tenants().size());
        for (TenantLoad tenant : load.tenants()) {
            Track track = known.get(tenant.tenant());
            tracks.add(
                    track == null
                            ? Track.first(tenant, now)
                            : continues
                                    ? track.observed(tenant, since.toNanos() / 1e9, now)
                                    : track.resumed(tenant, now));
        }
        DeadlineState before = continues ? state : state.interrupted();
        return new DeadlineState(
                load.epoch(),
                Optional.of(now),
                tracks,
                before.calmSince().isPresent() ? before.calmSince() : Optional.of(now),
                before.needs(),
                before.verdict());
    }

    private DeadlineState.Verdict verdict(
            DeadlineState state,
            Load load,
            Observation seen,
            Instant now,
            Supplier<Outlook> expected) {
        int workers = seen.fleet().ready() + seen.fleet().starting();
        double present = 0;
        for (Track track : state.tracks()) {
            present += track.recent().ratePerSecond() * track.serviceMeanSeconds();
        }
        if (state.verdict().isPresent() && load.waiting() == 0) {
            DeadlineState.Verdict last = state.verdict().get();
            boolean holds =
                    !last.at().isAfter(now)
                            && last.at().plus(VERDICT).isAfter(now)
                            && last.at().getEpochSecond() / Track.MINUTE_SECONDS
                                    == now.getEpochSecond() / Track.MINUTE_SECONDS
                            && last.workers() == workers
                            && Math.abs(present - last.load()) <= SAME_LOAD * last.load();
            if (holds) {
                return last;
            }
        }
        Outlook outlook = expected.get();
        int minutes = minutesThatCount(seen.goal().startup());
        int need = outlook.least(settings.targetMiss(), 0, minutes);
        int safe = outlook.least(settings.targetMiss() / 2, settings.margin(), minutes);
        return new DeadlineState.Verdict(
                now, present, workers, need, Math.max(need, safe), outlook.worst(workers, minutes));
    }

    /** Until a worker asked for now would be ready, and a minute more. */
    private static int minutesThatCount(Duration startup) {
        long minutes = Math.ceilDiv(startup.toSeconds() + 30, Track.MINUTE_SECONDS);
        return Math.clamp(minutes, 1, Outlook.LAST_MINUTE);
    }

    private Outlook outlook(List<Track> tracks, Load load, Observation seen, Instant now) {
        Map<String, TenantLoad> loads = new HashMap<>();
        load.tenants().forEach(tenant -> loads.put(tenant.tenant(), tenant));
        List<Prospect> prospects = new ArrayList<>();
        for (Track track : tracks) {
            TenantLoad tenant = loads.get(track.tenant());
            if (tenant != null) {
                Demand present = demand(track, tenant, tracks);
                prospects.add(Prospect.of(present, track.forecast(), settings.usesForecast()));
            }
        }
        double secondsLeft =
                Track.MINUTE_SECONDS
                        - Math.floorMod(now.toEpochMilli(), Track.MINUTE_SECONDS * 1000L) / 1000.0;
        return new Outlook(
                atStartup(Prospect.independent(prospects), seen, now),
                seen.goal().slotsPerWorker(),
                secondsLeft);
    }

    private static Demand demand(Track track, TenantLoad load, List<Track> all) {
        double mean = track.serviceMeanSeconds();
        double deviation = track.serviceDeviationSeconds();
        if (mean <= 0) {
            mean =
                    all.stream()
                            .mapToDouble(Track::serviceMeanSeconds)
                            .filter(known -> known > 0)
                            .average()
                            .orElse(1);
            deviation = mean;
        }
        double rate = track.recent().ratePerSecond();
        if (track.silentSeconds() >= SILENT_SECONDS) {
            rate = Math.max(rate, load.inFlight() / mean);
        }
        return new Demand(
                rate,
                track.burst().dispersion(),
                new ServiceTime(mean, deviation),
                load.deadline().toNanos() / 1e9,
                load.weight(),
                load.waiting() * mean);
    }

    /**
     * Whatever waits now is worked off meanwhile: what a worker asked for now would find is what
     * those that are there and on their way leave over. Requests whose deadline passed are gone by
     * then, so no more of a tenant's waits than came within one.
     */
    private static List<Prospect> atStartup(
            List<Prospect> prospects, Observation seen, Instant now) {
        double load = 0;
        double backlog = 0;
        for (Prospect prospect : prospects) {
            load += prospect.present().load();
            backlog += prospect.present().backlogSeconds();
        }
        if (backlog <= 0) {
            return prospects;
        }
        double left = backlogAfterStartup(seen, now, load, backlog);
        double ratio = left / backlog;
        return prospects.stream()
                .map(
                        prospect -> {
                            Demand present = prospect.present();
                            double useful =
                                    Math.max(
                                            present.service().meanSeconds(),
                                            present.load() * present.deadlineSeconds());
                            double waits = Math.min(present.backlogSeconds() * ratio, useful);
                            return new Prospect(
                                    present.at(present.ratePerSecond(), waits),
                                    prospect.ahead(),
                                    prospect.season());
                        })
                .toList();
    }

    private static double backlogAfterStartup(
            Observation seen, Instant now, double load, double backlog) {
        Fleet fleet = seen.fleet();
        double startup = seen.goal().startup().toMillis() / 1000.0;
        double[] readyIn =
                fleet.workers().stream()
                        .filter(worker -> worker.state() == WorkerView.State.STARTING)
                        .mapToDouble(
                                worker ->
                                        worker.ready()
                                                .map(at -> secondsUntil(at, now))
                                                .orElse(startup))
                        .filter(seconds -> seconds < startup)
                        .sorted()
                        .toArray();
        double servers = fleet.ready();
        double left = backlog;
        double past = 0;
        for (double seconds : readyIn) {
            left = step(left, seconds - past, load, servers * seen.goal().slotsPerWorker());
            past = seconds;
            servers++;
        }
        return step(left, startup - past, load, servers * seen.goal().slotsPerWorker());
    }

    private static double step(double backlog, double seconds, double load, double servers) {
        return seconds <= 0 ? backlog : MissModel.backlogAfter(seconds, load, servers, backlog);
    }

    private static double secondsUntil(Instant at, Instant now) {
        return Math.max(0, Duration.between(now, at).toMillis() / 1000.0);
    }
}
