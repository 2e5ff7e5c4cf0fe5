package dev.spillway.controller.simulate.faro;

import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.faro.control.FaroController;
import dev.spillway.controller.simulate.faro.control.Room;
import dev.spillway.controller.simulate.faro.plant.Actuation;
import dev.spillway.controller.simulate.faro.plant.DirectActuation;
import dev.spillway.controller.simulate.faro.plant.LedgerActuation;
import dev.spillway.controller.simulate.faro.plant.Pods;
import dev.spillway.controller.simulate.faro.plant.Rank;
import dev.spillway.controller.simulate.faro.plant.ReplicaLog;
import dev.spillway.controller.simulate.faro.serving.Arrivals;
import dev.spillway.controller.simulate.faro.serving.Lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One run of a controller on a trace, the same for the same seed. Two controllers with the same
 * seed meet the same arrivals.
 */
public final class FaroSimulation {

    private final FaroController controller;
    private final List<Lane> lanes = new ArrayList<>();
    private final EventQueue events = new EventQueue();
    private final Pods pods;
    private final Actuation actuation;
    private final FaroSetting setting;
    private boolean done;

    public FaroSimulation(
            FaroSetting setting, FaroTrace trace, long seed, FaroController controller) {
        this.setting = setting;
        this.controller = controller;
        SplittableRandom random = new SplittableRandom(seed);
        int tenants = trace.tenants().size();
        for (int i = 0; i < tenants; i++) {
            Arrivals arrivals = new Arrivals(trace.counts(i), random.split());
            lanes.add(
                    new Lane(trace.tenants().get(i), setting.serving(), arrivals, random.split()));
        }
        pods = new Pods(setting.pods(), tenants, events, new Switch());
        actuation =
                controller.usesLedger()
                        ? new LedgerActuation(
                                pods, events, setting.pods(), tenants, setting.replicas())
                        : new DirectActuation(pods, tenants, setting.replicas());
    }

    /** Runs until every request has ended. */
    public FaroScore run() {
        for (int tenant = 0; tenant < lanes.size(); tenant++) {
            pods.begin(tenant, setting.replicas());
        }
        controller.begin(Instant.EPOCH, observeStart(), room());
        scheduleTick();
        while (!done) {
            events.runNext(Long.MAX_VALUE);
        }
        return FaroScore.of(lanes.stream().map(Lane::tally).toList(), pods.log());
    }

    /** Of the run so far. */
    public ReplicaLog log() {
        return pods.log();
    }

    private void scheduleTick() {
        events.at(events.nowNanos() + controller.period().toNanos(), Rank.DECIDE, this::tick);
    }

    private void tick() {
        long now = events.nowNanos();
        lanes.forEach(lane -> lane.runUntil(now));
        done = lanes.stream().allMatch(Lane::isDone);
        if (!done) {
            actuation.apply(controller.tick(Instant.EPOCH.plusNanos(now), observe(now), room()));
            scheduleTick();
        }
    }

    private List<Observation> observeStart() {
        return IntStream.range(0, lanes.size())
                .mapToObj(
                        tenant ->
                                observation(
                                        tenant,
                                        new Load("simulated", 0, 0, List.of(), Optional.empty())))
                .toList();
    }

    private List<Observation> observe(long now) {
        List<Observation> seen = new ArrayList<>(lanes.size());
        for (int tenant = 0; tenant < lanes.size(); tenant++) {
            Lane lane = lanes.get(tenant);
            TenantLoad load = lane.load(now);
            seen.add(
                    observation(
                            tenant,
                            new Load(
                                    "simulated",
                                    load.waiting(),
                                    load.inFlight(),
                                    List.of(load),
                                    Optional.of(lane.latency(now)))));
        }
        return seen;
    }

    private Observation observation(int tenant, Load load) {
        return new Observation(
                new Fleet(actuation.desired(tenant), pods.workers(tenant)),
                new Signal.Fresh(load, Duration.ZERO),
                new Goal(
                        10,
                        1,
                        Actuation.MIN_REPLICAS,
                        Actuation.MAX_REPLICAS,
                        setting.pods().coldStart()));
    }

    private Room room() {
        return new Room(
                setting.pods().cpus(),
                pods.freeCpus(),
                IntStream.range(0, lanes.size()).map(pods::idle).boxed().toList());
    }

    private final class Switch implements Pods.Listener {

        @Override
        public void added(int tenant, long atNanos) {
            lanes.get(tenant).addReplica(atNanos);
        }

        @Override
        public void removed(int tenant, long atNanos) {
            lanes.get(tenant).removeReplica(atNanos);
        }
    }
}
