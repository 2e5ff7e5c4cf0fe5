package dev.spillway.controller.simulate.fleet;

import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.line.Request;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A pool's workers. */
public final class WorkerFleet {

    private static final double NANOS = 1e9;

    /** What the pool does when its fleet changes. */
    public interface Owner {

        /** Free slots are there. */
        void roomForMore();

        /** A worker is done with a request. */
        void answered(Request request, double slotSeconds);

        /** A worker is gone with a request in its hands. */
        void handedBack(Request request);

        /** The number of workers in some state changed. */
        void changed();
    }

    private final FleetPlan plan;
    private final Nodes nodes;
    private final EventQueue events;
    private final long seed;
    private final Owner owner;
    private final Roster roster = new Roster();
    private final Quota quota;
    private int asked;
    private int readyCount;
    private int running;
    private int billed;
    private int freeSlots;
    private int busySlots;
    private long handedBackCount;

    public WorkerFleet(FleetPlan plan, Nodes nodes, EventQueue events, long seed, Owner owner) {
        this.plan = plan;
        this.quota = new Quota(plan.quota());
        this.nodes = nodes;
        this.events = events;
        this.seed = seed;
        this.owner = owner;
    }

    /** Workers that take requests. */
    public int ready() {
        return readyCount;
    }

    /** Workers that are not about to go. */
    public int running() {
        return running;
    }

    /** Workers that cost money: on a node, those that drain included. */
    public int billed() {
        return billed;
    }

    public int slots() {
        return readyCount * plan.slots();
    }

    /** Slots that get something done: where requests slow each other down, those up to the knee. */
    public int fullSlots() {
        return readyCount * plan.fullSlots();
    }

    public int freeSlots() {
        return freeSlots;
    }

    public int busySlots() {
        return busySlots;
    }

    /** Workers that were asked for although the quota was used up. */
    public long quotaRejections() {
        return quota.rejections();
    }

    /** Requests that had to begin anew because their worker went. */
    public long handedBackCount() {
        return handedBackCount;
    }

    /** Every worker that is not gone, in the order of their coming. */
    public List<SimulatedWorker> workers() {
        return roster.all();
    }

    /** Workers that are there and ready from the beginning. */
    public void begin(int count) {
        for (int i = 0; i < count; i++) {
            SimulatedWorker worker = add();
            if (worker.wasPlaced()) {
                becomeReady(worker);
            }
        }
        owner.changed();
    }

    /** Starts or drains workers until as many are there, or on their way. */
    public void scaleTo(int desired) {
        if (desired == running) {
            return;
        }
        while (running < desired) {
            add();
        }
        while (running > desired) {
            drain(roster.leastMissed());
        }
        owner.changed();
    }

    private SimulatedWorker add() {
        SimulatedWorker worker =
                new SimulatedWorker(asked++, plan.fullSlots(), events.nowNanos(), this);
        roster.add(worker);
        running++;
        if (quota.admits(worker, running)) {
            nodes.ask(worker);
        }
        return worker;
    }

    void placed(SimulatedWorker worker) {
        worker.starts(events.nowNanos());
        billed++;
        // Its own random numbers: the n-th worker takes the same time under every policy.
        double seconds =
                plan.startup().sampleSeconds(new SplittableRandom(seed + 31L * worker.number()));
        events.in(
                (long) (seconds * NANOS),
                () -> {
                    if (worker.state() == SimulatedWorker.State.STARTING) {
                        becomeReady(worker);
                        owner.changed();
                        owner.roomForMore();
                    }
                });
    }

    private void becomeReady(SimulatedWorker worker) {
        worker.ready(events.nowNanos());
        readyCount++;
        freeSlots += plan.slots();
    }

    private void drain(SimulatedWorker worker) {
        running--;
        switch (worker.state()) {
            case PENDING -> {
                if (!quota.forgets(worker)) {
                    nodes.forget(worker);
                }
                leave(worker);
            }
            case STARTING -> leave(worker);
            case READY -> {
                readyCount--;
                freeSlots -= plan.slots() - worker.inFlight();
                worker.drains();
                if (worker.inFlight() == 0) {
                    leave(worker);
                } else if (plan.drain().patienceSeconds() != Double.POSITIVE_INFINITY) {
                    events.in((long) (plan.drain().patienceSeconds() * NANOS), () -> lose(worker));
                }
            }
            case DRAINING, GONE -> throw new IllegalStateException("it goes already");
        }
        while (quota.hasRoomForNext(running)) {
            nodes.ask(quota.next());
        }
    }

    private void leave(SimulatedWorker worker) {
        boolean hadPlace = worker.wasPlaced();
        worker.gone();
        roster.remove(worker);
        if (hadPlace) {
            billed--;
            nodes.release();
        }
    }

    /** Gone at once; its requests wait again. */
    private void lose(SimulatedWorker worker) {
        if (worker.state() == SimulatedWorker.State.GONE) {
            return;
        }
        for (Request request : worker.dropAll(events.nowNanos())) {
            busySlots--;
            handedBackCount++;
            owner.handedBack(request);
        }
        leave(worker);
        owner.changed();
        owner.roomForMore();
    }

    /** Ready workers die, the oldest first; the cluster starts others in their place. */
    public void crash(int count) {
        for (SimulatedWorker worker : roster.oldestReady(count)) {
            running--;
            readyCount--;
            freeSlots -= plan.slots() - worker.inFlight();
            lose(worker);
            add();
        }
        owner.changed();
    }

    /** Gives a request to the worker that holds fewest. A slot must be free. */
    public void take(Request request) {
        SimulatedWorker worker = roster.leastBusy(plan.slots());
        long began = events.nowNanos();
        worker.takes(request, began);
        freeSlots--;
        busySlots++;
        double seconds = request.workSeconds() * plan.contention().slowdown(worker.inFlight());
        events.in((long) (seconds * NANOS), () -> finish(worker, request, began));
    }

    private void finish(SimulatedWorker worker, Request request, long beganNanos) {
        if (worker.state() == SimulatedWorker.State.GONE) {
            return;
        }
        worker.finishes(request, events.nowNanos());
        busySlots--;
        if (worker.state() == SimulatedWorker.State.READY) {
            freeSlots++;
        } else if (worker.inFlight() == 0) {
            leave(worker);
            owner.changed();
        }
        owner.answered(request, (events.nowNanos() - beganNanos) / NANOS);
        owner.roomForMore();
    }

    /** Processor time of each worker since the last call, to be shown when it has travelled. */
    public List<CpuReading> sampleCpu(double overSeconds) {
        List<CpuReading> readings = new ArrayList<>(workers().size());
        for (SimulatedWorker worker : workers()) {
            if (worker.readyNanos() >= 0) {
                double busy = worker.sampleBusySlots(events.nowNanos(), overSeconds);
                readings.add(new CpuReading(worker, plan.cpu().ratio(busy, plan.fullSlots())));
            }
        }
        return readings;
    }

    /** What one worker used. */
    public record CpuReading(SimulatedWorker worker, double ratio) {}
}
