package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.fairqueue.QueueUnavailableException;
import dev.spillway.fairqueue.control.DomainStats;

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
import java.util.stream.Collectors;

/** For every pool: observe, recommend, bound, act, record. One thread calls {@link #tick}. */
public final class ControlLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

    private final Queues queues;
    private final Actuator actuator;
    private final Ports ports;
    private final Function<String, Policy<?>> policies;
    private final DecisionHistory history;
    private final Observer observer;
    private final LongSupplier nanoTicker;
    private final ClockWatch clockWatch = new ClockWatch();
    private final Map<String, Track> tracks = new HashMap<>();
    private boolean queueAnswers = true;
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
        this.queues = ports.queues();
        this.actuator = ports.actuator();
        this.ports = ports;
        this.policies = policies;
        this.history = history;
        this.observer = observer;
        this.nanoTicker = nanoTicker;
    }

    /** What is kept about one pool from pass to pass. */
    private static final class Track {
        final PoolLoop loop;
        final QueueSetup setup = new QueueSetup();
        Optional<Reading> reading = Optional.empty();
        String trouble = "";

        Track(PoolLoop loop) {
            this.loop = loop;
        }
    }

    /** All pools as the last pass left them. */
    public List<PoolState> states() {
        return states;
    }

    /** One pass over all pools. */
    public void tick(Catalog catalog, Instant now) {
        clockWatch.look(now, nanoTicker.getAsLong()).ifPresent(step -> clockWasSet(step, now));
        List<PoolState> seen = new ArrayList<>();
        for (Pool pool : catalog.pools()) {
            seen.add(pass(pool, catalog, now));
        }
        states = List.copyOf(seen);
        retireAllBut(catalog.pools().stream().map(Pool::name).collect(Collectors.toSet()), now);
    }

    private void clockWasSet(Duration step, Instant now) {
        LOG.warn(
                "the clock was set {} by {} s; no worker goes before its calm has been watched anew",
                step.isNegative() ? "back" : "ahead",
                step.abs().toSeconds());
        tracks.values().forEach(track -> track.loop.interrupt(now));
    }

    private PoolState pass(Pool pool, Catalog catalog, Instant now) {
        Track track =
                tracks.computeIfAbsent(
                        pool.name(),
                        name ->
                                new Track(
                                        new PoolLoop(
                                                pool,
                                                policies,
                                                ports.notebook(),
                                                running(name),
                                                now)));
        timed(Observer.Phase.DETECT, () -> observe(pool, catalog, track, now));
        Optional<Decision> decision = decide(pool, catalog, track, now);
        int desired = track.loop.desired();
        timed(
                Observer.Phase.APPLY,
                () -> actuator.apply(pool, desired, inFlight(track.reading), now));
        PoolState state =
                new PoolState(
                        pool,
                        catalog.tenantsOf(pool),
                        desired,
                        actuator.workers(pool.name()),
                        track.reading,
                        decision,
                        track.loop.comparison());
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
        try {
            var queue = queues.of(pool.name());
            DomainStats stats = queue.stats();
            if (track.setup.ensure(queue, pool, catalog, stats)) {
                LOG.info("queue of pool {} set up", pool.name());
                stats = queue.stats();
            }
            track.reading = Optional.of(new Reading(stats, now));
            track.loop
                    .sight()
                    .saw(
                            Observations.load(
                                    stats, catalog.tenantsOf(pool), ports.answerTimes().byTenant()),
                            nanoTicker.getAsLong(),
                            now);
            noteAnswer(true, "");
        } catch (QueueUnavailableException e) {
            noteAnswer(false, String.valueOf(e.getMessage()));
        }
    }

    private void noteAnswer(boolean answers, String why) {
        if (answers && !queueAnswers) {
            LOG.info("the queue answers again");
        } else if (!answers && queueAnswers) {
            LOG.warn("the queue does not answer: {}; nothing is scaled down until it does", why);
        }
        queueAnswers = answers;
    }

    /** A pool that cannot be decided about keeps what it has, and does not hold up the others. */
    private Optional<Decision> decide(Pool pool, Catalog catalog, Track track, Instant now) {
        try {
            Decision decision = decided(pool, catalog, track, now);
            track.trouble = "";
            return Optional.of(decision);
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

    private Decision decided(Pool pool, Catalog catalog, Track track, Instant now) {
        long before = nanoTicker.getAsLong();
        Decision decision =
                track.loop.decide(
                        pool, catalog.schedules(), actuator.workers(pool.name()), before, now);
        observer.took(Observer.Phase.DECIDE, Duration.ofNanos(nanoTicker.getAsLong() - before));
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
        gone.removeAll(pools);
        for (String pool : gone) {
            actuator.retire(pool, now);
            Track track = tracks.remove(pool);
            if (track != null) {
                track.loop.forget();
                emptyQueue(pool);
                history.forget(pool);
                observer.gone(pool);
                LOG.info("pool {} is gone; its workers drain", pool);
            }
        }
    }

    /**
     * A tenant that moved is set up in its new pool already; here its leftovers get their reply.
     */
    private void emptyQueue(String pool) {
        try {
            var queue = queues.of(pool);
            queue.stats().tenants().forEach(tenant -> queue.remove(tenant.tenant()));
        } catch (QueueUnavailableException e) {
            LOG.warn("the queue of pool {} could not be emptied: {}", pool, e.getMessage());
        } finally {
            queues.release(pool);
        }
    }
}
