package dev.spillway.controller.simulate.run;

import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Fault;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.steer.PolicyDriver;
import dev.spillway.controller.simulate.steer.Sensor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The controller in the simulation, and all that measures for it. */
final class Steering {

    /** At one instant: requests first, then what is measured, fetched and decided. */
    private static final int RANK_FAULT = 1;

    static final int RANK_SCRAPE = 2;
    private static final int RANK_POLL = 3;
    private static final int RANK_DECIDE = 4;
    private static final Duration CPU_EVERY = Duration.ofSeconds(15);

    private final Scenario scenario;
    private final Contender contender;
    private final EventQueue events;
    private final List<Steered> steered = new ArrayList<>();
    private final Timetable timetable;
    private final List<Fault.Sight> sights;
    private long clockOffsetNanos;
    private long awayUntilNanos;
    private long roundUntilNanos;
    private long decisions;

    /** A pool with its sensor and its policy. */
    private record Steered(SimulatedPool pool, Sensor sensor, PolicyDriver<?> driver) {}

    Steering(
            Scenario scenario,
            Contender contender,
            long seed,
            EventQueue events,
            List<SimulatedPool> pools,
            PolicySource policies,
            PolicyDriver.Handover handover) {
        this.scenario = scenario;
        this.contender = contender;
        this.events = events;
        this.timetable =
                new Timetable(events, scenario.randomPhases(), Seeds.random(seed, "phases"));
        this.sights =
                scenario.faults().stream()
                        .filter(Fault.Sight.class::isInstance)
                        .map(Fault.Sight.class::cast)
                        .toList();
        for (SimulatedPool pool : pools) {
            PoolPlan plan = pool.plan();
            steered.add(
                    new Steered(
                            pool,
                            new Sensor(
                                    contender.signal(),
                                    sights,
                                    pool,
                                    Seeds.random(seed, plan.name(), "noise")),
                            new PolicyDriver<>(
                                    policies.policyFor(
                                            plan,
                                            () -> OfferedLoad.peakReplicas(scenario, plan, seed)),
                                    contender.bounds(),
                                    plan.startReplicas(),
                                    now(),
                                    handover)));
        }
    }

    long decisions() {
        return decisions;
    }

    String policyVersion() {
        return steered.isEmpty() ? "" : steered.getFirst().driver().version();
    }

    private Instant now() {
        return scenario.start().plusNanos(events.nowNanos() + clockOffsetNanos);
    }

    void begin() {
        Duration scrape = contender.signal().scrapeEvery();
        Duration poll = contender.signal().pollEvery();
        for (Steered each : steered) {
            each.pool().recorder().desired(0, each.driver().desired());
            if (!scrape.isZero()) {
                timetable.every(scrape, RANK_SCRAPE, () -> each.sensor().scrape(events.nowNanos()));
            }
            if (!poll.isZero()) {
                timetable.every(poll, RANK_POLL, () -> each.sensor().poll(events.nowNanos()));
            }
            Duration cpu = scrape.isZero() ? CPU_EVERY : scrape;
            CpuMeter meter =
                    new CpuMeter(
                            each.pool(), each.sensor(), events, contender.signal().delay(), cpu);
            timetable.every(cpu, RANK_SCRAPE, meter::measure);
        }
        timetable.every(contender.decideEvery(), RANK_DECIDE, this::decide);
        scenario.faults().forEach(this::plan);
    }

    private void decide() {
        long nanos = events.nowNanos();
        boolean isAway = nanos < awayUntilNanos;
        for (Steered each : steered) {
            SimulatedPool pool = each.pool();
            pool.recorder().look(nanos, pool.waiting(), pool.fleet().busySlots());
        }
        if (!isAway && nanos >= roundUntilNanos) {
            round(nanos);
        }
    }

    /** All pools, one after the other; a round that takes long delays the next. */
    private void round(long nanos) {
        long perPool = contender.perPool().toNanos();
        if (perPool == 0) {
            steered.forEach(each -> decide(each, nanos));
            return;
        }
        long at = nanos;
        for (Steered each : steered) {
            events.at(at, RANK_DECIDE, () -> decide(each, events.nowNanos()));
            at += perPool;
        }
        roundUntilNanos = at;
    }

    private void decide(Steered each, long nanos) {
        SimulatedPool pool = each.pool();
        PoolPlan plan = pool.plan();
        int min = plan.minReplicasAt(nanos);
        int slots = plan.fleet().slots();
        Signal signal = each.sensor().signal(nanos, clockOffsetNanos);
        int replicas =
                each.driver()
                        .decide(
                                pool.views(),
                                signal,
                                new Goal(
                                        plan.targetQueueDepth(),
                                        slots,
                                        min,
                                        plan.maxReplicas(),
                                        pool.startup()),
                                new Limits(min, plan.maxReplicas(), slots, plan.behavior()),
                                now());
        decisions++;
        pool.recorder().desired(nanos, replicas);
        pool.fleet().scaleTo(replicas);
    }

    private void plan(Fault fault) {
        events.at(
                fault.atNanos(),
                RANK_FAULT,
                switch (fault) {
                    // The sensors know by themselves.
                    case Fault.Sight _ -> () -> {};
                    case Fault.ClockStep step -> () -> clockOffsetNanos += step.byNanos();
                    case Fault.Restart restart -> () -> restart(restart);
                    case Fault.WorkerCrash crash -> () -> crash(crash);
                    case Fault.StoreLoss _ ->
                            () -> steered.forEach(each -> each.pool().loseStore());
                });
    }

    private void restart(Fault.Restart restart) {
        awayUntilNanos = events.nowNanos() + restart.downNanos();
        events.at(
                awayUntilNanos,
                RANK_FAULT,
                () -> {
                    for (Steered each : steered) {
                        if (contender.keepsMemory().orElse(restart.keepsMemory())) {
                            each.driver().resume();
                        } else {
                            each.driver().forget(each.pool().fleet().running(), now());
                        }
                    }
                });
    }

    private void crash(Fault.WorkerCrash crash) {
        for (Steered each : steered) {
            if (each.pool().plan().name().equals(crash.pool())) {
                each.pool().fleet().crash(crash.workers());
            }
        }
    }
}
