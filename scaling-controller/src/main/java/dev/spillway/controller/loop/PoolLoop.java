package dev.spillway.controller.loop;

import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.decision.Allotment;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Comparison;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.Note;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Pause;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.prewarm.Startups;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.settings.Program;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** Decides for one pool, and remembers what its next decision needs. */
final class PoolLoop {

    private final String pool;
    private final Function<String, Policy<?>> policies;
    private final Notebook notebook;
    private final Sight sight;
    private final Prewarming prewarming = new Prewarming();
    private Startups startups;
    private String policyName;
    private PolicyRun<?> live;
    private final ShadowRun shadow;
    private Optional<Pause> pause = Optional.empty();
    private final List<Order.Taken> orders = new ArrayList<>();

    /**
     * Goes on where an earlier controller stopped, or takes over what is there.
     *
     * @param running workers found running
     */
    PoolLoop(
            Pool pool,
            Function<String, Policy<?>> policies,
            Notebook notebook,
            int running,
            Instant now) {
        this.pool = pool.name();
        this.policies = policies;
        this.notebook = notebook;
        this.policyName = pool.policy();
        this.live =
                PolicyRun.resume(
                        notebook,
                        pool.name(),
                        Notebook.Role.LIVE,
                        policies.apply(pool.policy()),
                        running,
                        now);
        Optional<? extends Note<?>> found = live.found();
        this.startups = found.<Startups>map(Note::startups).orElseGet(Startups::none);
        this.sight = new Sight(found.flatMap(Note::sighting));
        this.shadow = new ShadowRun(pool.name(), policies, notebook);
    }

    int desired() {
        return live.desired();
    }

    String policy() {
        return live.version();
    }

    Sight sight() {
        return sight;
    }

    /** The policy in shadow beside the live one, if there is one. */
    Optional<Comparison> comparison() {
        return shadow.comparison();
    }

    /** The pause that holds for the decisions from now on. */
    Optional<Pause> pause() {
        return pause;
    }

    void setPause(Optional<Pause> inForce) {
        pause = inForce;
    }

    /**
     * Workers there shall be where no decision can be made: what a person has fixed, or else what
     * there is. A policy that fails is a good reason for a pause.
     */
    int withoutDecision(Optional<Allotment> allotment) {
        int room = allotment.map(cut -> cut.grant().granted()).orElse(Integer.MAX_VALUE);
        return pause.map(fixed -> Math.min(fixed.replicas(), room)).orElseGet(this::desired);
    }

    /** The next decision tells of the order. */
    void ordered(Order.Taken order) {
        orders.add(order);
    }

    /** Another engine chose so many workers: the next decision goes on from there. */
    void follow(int running, Instant now) {
        if (running != live.desired()) {
            live.takeOver(running, now);
        }
    }

    /** The clock was set: calm starts anew. */
    void interrupt(Instant now) {
        live.interrupt(now);
        shadow.interrupt(now);
    }

    /** What the pool would do next if it had all capacity to itself. */
    Proposal propose(
            Pool current,
            List<PrewarmSchedule> schedules,
            List<Worker> workers,
            long nanos,
            Instant now) {
        follow(current, now);
        startups = startups.measuring(readyAfter(workers));
        Duration startup = startups.expected();
        Observation seen =
                new Observation(
                        Observations.fleet(live.desired(), workers, startup, now),
                        sight.signal(nanos, now),
                        Observations.goal(current, startup));
        Limits limits =
                limits(current)
                        .withFloors(prewarming.floors(pool, schedules, startups, now))
                        .withPause(pause);
        return new Proposal(now, seen, limits, live.weigh(seen, limits, now));
    }

    /**
     * Carries a proposal out.
     *
     * @param allotment what it got of a capacity too small for all; absent where it got all it asks
     */
    Decision decide(Proposal proposal, Optional<Allotment> allotment) {
        Observation seen = proposal.seen();
        Instant now = proposal.at();
        Limits limits =
                allotment
                        .map(cut -> proposal.limits().withCapacity(cut.grant().granted()))
                        .orElse(proposal.limits());
        if (allotment.isPresent()) {
            live.weigh(seen, limits, now);
        }
        Choice<?> choice = live.carryOut();
        Decision decision =
                new Decision(
                        Decision.FORMAT,
                        Program.VERSION,
                        now,
                        pool,
                        seen,
                        limits,
                        choice,
                        shadow.choose(seen, limits, choice, now),
                        allotment,
                        orders);
        orders.clear();
        live.note(notebook, startups, sight.sighting(), Optional.empty());
        shadow.note();
        return decision;
    }

    private static Limits limits(Pool pool) {
        return new Limits(
                pool.minReplicas(), pool.maxReplicas(), pool.slotsPerWorker(), pool.behavior());
    }

    private void follow(Pool current, Instant now) {
        if (!current.policy().equals(policyName)) {
            policyName = current.policy();
            live =
                    PolicyRun.start(
                            pool,
                            Notebook.Role.LIVE,
                            policies.apply(policyName),
                            live.desired(),
                            now);
        }
        shadow.follow(current.shadowPolicy(), live.desired(), now);
    }

    private static SequencedMap<String, Duration> readyAfter(List<Worker> workers) {
        SequencedMap<String, Duration> times = new LinkedHashMap<>();
        for (Worker worker : workers) {
            worker.startup().ifPresent(took -> times.put(worker.id(), took));
        }
        return times;
    }

    void forget() {
        notebook.remove(pool, Notebook.Role.LIVE);
        notebook.remove(pool, Notebook.Role.SHADOW);
    }
}
