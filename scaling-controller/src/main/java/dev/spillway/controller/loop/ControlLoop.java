package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.decision.Allotment;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.recommend.Policy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** For every pool: observe, recommend, bound, act, record. One thread calls {@link #tick}. */
public final class ControlLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

    private final QueueReader queues;
    private final Actuator actuator;
    private final Ports ports;
    private final Function<String, Policy<?>> policies;
    private final DecisionHistory history;
    private final Observer observer;
    private final LongSupplier nanoTicker;
    private final OrderDesk orders;
    private final ClockWatch clockWatch = new ClockWatch();
    private final Map<String, Track> tracks = new HashMap<>();
    private volatile List<PoolState> states = List.of();

    /**
     * Begins with nothing read yet.
     *
     * @param policies by the names that pools have
     */
    public ControlLoop(
            Ports ports,
            Function<String, Policy<?>> policies,
            DecisionHistory history,
            Observer observer,
            LongSupplier nanoTicker) {
        this.queues = new QueueReader(ports.queues());
        this.actuator = ports.actuator();
        this.orders = new OrderDesk(ports.pauses());
        this.ports = ports;
        this.policies = policies;
        this.history = history;
        this.observer = observer;
        this.nanoTicker = nanoTicker;
    }

    /** What is kept about one pool from pass to pass. */
    private static final class Track {
        final PoolLoop loop;
        Optional<Reading> reading = Optional.empty();
        Optional<Proposal> proposal = Optional.empty();
        long proposedNanos;
        String trouble = "";

        Track(PoolLoop loop) {
            this.loop = loop;
        }
    }

    /** All pools as the last pass left them. */
    public List<PoolState> states() {
        return states;
    }

    /** Where people say what is to be done about pools. */
    public OrderDesk orders() {
        return orders;
    }

    /** One pass over all pools: what each wants first, then what each gets. */
    public void tick(Catalog catalog, Instant now) {
        clockWatch.look(now, nanoTicker.getAsLong()).ifPresent(step -> clockWasSet(step, now));
        orders.carryOut(catalog, pool -> track(pool, now).loop, now);
        Map<String, Pause> pauses = ports.pauses().all();
        LimitedCapacity capacity = new LimitedCapacity(catalog, actuator);
        for (Pool pool : catalog.pools()) {
            Track track = track(pool, now);
            track.loop.setPause(Optional.ofNullable(pauses.get(pool.name())));
            if (actuator.leavesTheChoice(pool)) {
                track.loop.follow(running(pool.name()), now);
            }
            timed(Observer.Phase.DETECT, () -> observe(pool, catalog, track, now));
            track.proposal =
                    attempt(track, pool, () -> propose(track, pool, catalog.schedules(), now));
            capacity.add(pool, track.loop.desired(), track.proposal);
        }
        Map<String, Allotment> cuts = capacity.cuts();
        List<PoolState> seen = new ArrayList<>();
        for (Pool pool : catalog.pools()) {
            Optional<Allotment> cut = Optional.ofNullable(cuts.get(pool.name()));
            seen.add(carryOut(pool, catalog, track(pool, now), cut, now));
        }
        states = List.copyOf(seen);
        orders.answer(states);
        retireAllBut(catalog.pools().stream().map(Pool::name).collect(Collectors.toSet()), now);
    }

    private void clockWasSet(Duration step, Instant now) {
        LOG.warn(
                "the clock was set {} by {} s; no worker goes before its calm has been watched anew",
                step.isNegative() ? "back" : "ahead",
                step.abs().toSeconds());
        tracks.values().forEach(track -> track.loop.interrupt(now));
    }

    private Track track(Pool pool, Instant now) {
        return tracks.computeIfAbsent(
                pool.name(),
                name ->
                        new Track(
                                new PoolLoop(
                                        pool, policies, ports.notebook(), running(name), now)));
    }

    private PoolState carryOut(
            Pool pool, Catalog catalog, Track track, Optional<Allotment> cut, Instant now) {
        Optional<Decision> decision =
                track.proposal.flatMap(
                        proposal -> attempt(track, pool, () -> decided(track, proposal, cut)));
        int desired = decision.map(Decision::to).orElseGet(() -> track.loop.withoutDecision(cut));
        Target target =
                decision.map(Decision::limits)
                        .filter(limits -> limits.pause().isEmpty())
                        .map(limits -> new Target(desired, limits.least(), limits.most()))
                        .orElseGet(() -> Target.of(desired));
        timed(
                Observer.Phase.APPLY,
                () -> actuator.apply(pool, target, inFlight(track.reading), now));
        PoolState state =
                new PoolState(
                        pool,
                        catalog.tenantsOf(pool),
                        desired,
                        actuator.workers(pool.name()),
                        track.reading,
                        decision,
                        track.loop.comparison(),
                        track.loop.pause());
        observer.saw(state);
        return state;
    }

    private int running(String pool) {
        return (int)
                actuator.workers(pool).stream()
                        .filter(worker -> worker.state() != Worker.State.DRAINING)
                        .count();
    }

    private void observe(Pool pool, Catalog catalog, Track track, Instant now) {
        queues.read(pool, catalog)
                .ifPresent(
                        stats -> {
                            track.reading = Optional.of(new Reading(stats, now));
                            track.loop
                                    .sight()
                                    .saw(
                                            Observations.load(
                                                    stats,
                                                    catalog.tenantsOf(pool),
                                                    ports.answerTimes().byTenant()),
                                            nanoTicker.getAsLong(),
                                            now);
                        });
    }

    /** A pool that cannot be decided about keeps what it has, and does not hold up the others. */
    private static <T> Optional<T> attempt(Track track, Pool pool, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RuntimeException e) {
            if (!track.trouble.equals(e.toString())) {
                LOG.error(
                        "pool {} cannot be decided about and keeps {} workers; trying again each second",
                        pool.name(),
                        track.loop.desired(),
                        e);
            }
            track.trouble = e.toString();
            return Optional.empty();
        }
    }

    private Proposal propose(Track track, Pool pool, List<PrewarmSchedule> schedules, Instant now) {
        long before = nanoTicker.getAsLong();
        Proposal proposal =
                track.loop.propose(pool, schedules, actuator.workers(pool.name()), before, now);
        track.proposedNanos = nanoTicker.getAsLong() - before;
        return proposal;
    }

    private Decision decided(Track track, Proposal proposal, Optional<Allotment> cut) {
        long before = nanoTicker.getAsLong();
        Decision decision = track.loop.decide(proposal, cut);
        observer.took(
                Observer.Phase.DECIDE,
                Duration.ofNanos(track.proposedNanos + nanoTicker.getAsLong() - before));
        observer.decided(decision);
        if (decision.changesSomething()) {
            LOG.info(
                    "pool {} from {} to {} workers: {} recommends {} ({}), bound {}",
                    decision.pool(),
                    decision.from(),
                    decision.to(),
                    decision.live().policy(),
                    decision.live().wanted().map(String::valueOf).orElse("nothing"),
                    decision.live().reason(),
                    decision.live().bound());
        }
        history.add(decision);
        track.trouble = "";
        return decision;
    }

    private void timed(Observer.Phase phase, Runnable work) {
        long before = nanoTicker.getAsLong();
        work.run();
        observer.took(phase, Duration.ofNanos(nanoTicker.getAsLong() - before));
    }

    private static Map<String, Integer> inFlight(Optional<Reading> reading) {
        return reading.map(
                        read ->
                                read.stats().inFlight().entrySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        entry -> entry.getKey().value(),
                                                        Map.Entry::getValue)))
                .orElse(Map.of());
    }

    private void retireAllBut(Set<String> pools, Instant now) {
        Set<String> gone = new HashSet<>(tracks.keySet());
        gone.addAll(actuator.pools());
        Set<String> paused = ports.pauses().all().keySet();
        gone.addAll(paused);
        gone.removeAll(pools);
        for (String pool : gone) {
            actuator.retire(pool, now);
            if (paused.contains(pool)) {
                ports.pauses().remove(pool);
            }
            Track track = tracks.remove(pool);
            if (track != null) {
                track.loop.forget();
                queues.empty(pool);
                history.forget(pool);
                observer.gone(pool);
                LOG.info("pool {} is gone; its workers drain", pool);
            }
        }
    }
}
