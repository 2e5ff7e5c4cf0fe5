package dev.spillway.controller.simulate.run;

import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.fleet.Nodes;
import dev.spillway.controller.simulate.fleet.WorkerFleet;
import dev.spillway.controller.simulate.line.Request;
import dev.spillway.controller.simulate.line.WaitingLine;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.simulate.score.LatencyHistogram;
import dev.spillway.controller.simulate.score.SlidingLatency;
import dev.spillway.controller.simulate.steer.Sensor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pool: its tenants' requests wait in its line and are served by its workers. */
final class SimulatedPool implements WorkerFleet.Owner, Sensor.Gauge {

    private final PoolPlan plan;
    private final List<TenantState> tenants;
    private final WaitingLine line;
    private final WorkerFleet fleet;
    private final PoolRecorder recorder;
    private final SlidingLatency recent;
    private final EventQueue events;
    private final boolean hasTimeouts;
    private final WorkerViews views;
    private long number;
    private long lost;
    private int epoch = 1;

    SimulatedPool(
            PoolPlan plan,
            List<TenantState> tenants,
            Nodes nodes,
            EventQueue events,
            Instant start,
            Duration lookBack,
            long seed,
            PoolRecorder recorder) {
        this.plan = plan;
        this.tenants = List.copyOf(tenants);
        this.events = events;
        this.recorder = recorder;
        this.recent = new SlidingLatency(lookBack.toNanos());
        this.line =
                new WaitingLine(
                        plan.discipline(),
                        tenants.stream().mapToDouble(tenant -> tenant.plan.weight()).toArray());
        this.hasTimeouts =
                tenants.stream().anyMatch(tenant -> tenant.plan.timeoutNanos() != TenantPlan.NEVER);
        this.fleet = new WorkerFleet(plan.fleet(), nodes, events, seed, this);
        this.views = new WorkerViews(plan, fleet, start);
    }

    PoolPlan plan() {
        return plan;
    }

    List<TenantState> tenants() {
        return tenants;
    }

    WorkerFleet fleet() {
        return fleet;
    }

    PoolRecorder recorder() {
        return recorder;
    }

    int waiting() {
        return line.size();
    }

    /** Requests that were waiting when their store lost them. */
    long lost() {
        return lost;
    }

    boolean isIdle() {
        return line.size() == 0 && fleet.busySlots() == 0;
    }

    /** A request comes: it is refused, or waits, or begins at once. */
    void arrive(int tenant, double workSeconds, Runnable whenOver) {
        long now = events.nowNanos();
        TenantState its = tenants.get(tenant);
        its.arrives(now);
        recorder.arrives(now, workSeconds);
        Request request = new Request(tenant, number++, now, workSeconds, whenOver);
        if (fleet.freeSlots() == 0 || line.size() > 0) {
            if (line.waitingOf(tenant) >= its.plan.queueLimit()
                    || line.size() >= plan.waitingLimit()) {
                its.tally.refused(now);
                request.over();
                return;
            }
        }
        line.add(request);
        roomForMore();
    }

    @Override
    public void roomForMore() {
        if (line.size() == 0 || fleet.freeSlots() == 0) {
            return;
        }
        giveUpTimedOut();
        while (line.size() > 0 && fleet.freeSlots() > 0) {
            Request request = line.claim();
            tenants.get(request.tenant()).claimed();
            fleet.take(request);
        }
        recorder.busy(events.nowNanos(), busy());
    }

    private void giveUpTimedOut() {
        if (!hasTimeouts || line.size() == 0) {
            return;
        }
        long now = events.nowNanos();
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            TenantState its = tenants.get(tenant);
            long timeout = its.plan.timeoutNanos();
            if (timeout != TenantPlan.NEVER) {
                line.removeOlder(
                        tenant,
                        now - timeout,
                        request -> {
                            its.tally.expired(request.arrivedNanos());
                            request.over();
                        });
            }
        }
    }

    @Override
    public void answered(Request request, double slotSeconds) {
        long now = events.nowNanos();
        line.complete(request, slotSeconds, fleet.slots());
        tenants.get(request.tenant()).answered(request.arrivedNanos(), now, slotSeconds);
        long micros = (now - request.arrivedNanos()) / 1000;
        recent.add(now, micros);
        recorder.answered(micros);
        recorder.busy(now, busy());
        request.over();
    }

    @Override
    public void handedBack(Request request) {
        tenants.get(request.tenant()).handedBack();
        recorder.busy(events.nowNanos(), busy());
        line.putBack(request);
    }

    @Override
    public void changed() {
        views.areOld();
        recorder.fleet(events.nowNanos(), fleet.ready(), fleet.billed(), fleet.fullSlots());
    }

    private int busy() {
        return Math.min(fleet.busySlots(), fleet.fullSlots());
    }

    /** The store forgets all that waits. */
    void loseStore() {
        epoch++;
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            TenantState its = tenants.get(tenant);
            line.removeOlder(
                    tenant,
                    Long.MAX_VALUE,
                    request -> {
                        lost++;
                        its.tally.expired(request.arrivedNanos());
                        request.over();
                    });
            its.newEpoch();
        }
    }

    /** What still waits when everything ends was not in time. */
    void leaveOver() {
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            TenantState its = tenants.get(tenant);
            line.removeOlder(
                    tenant, Long.MAX_VALUE, request -> its.tally.leftOver(request.arrivedNanos()));
        }
    }

    @Override
    public Load read(long nanos) {
        giveUpTimedOut();
        List<TenantLoad> loads = new ArrayList<>(tenants.size());
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            long oldest = nanos - line.oldestNanos(tenant, nanos);
            loads.add(tenants.get(tenant).load(line.waitingOf(tenant), oldest));
        }
        LatencyHistogram latency = recent.at(nanos);
        return new Load(
                "simulated-" + epoch,
                line.size(),
                fleet.busySlots(),
                loads,
                Optional.of(
                        new Latency(
                                millis(latency.meanMillis()),
                                millis(latency.quantileMillis(0.95)))));
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (millis * 1e6));
    }

    /** Processor times are to be shown anew. */
    void cpuShown() {
        views.areOld();
    }

    /** The workers as a policy sees them. */
    List<WorkerView> views() {
        return views.current();
    }

    /** How long a worker takes to become ready, on the average. */
    Duration startup() {
        return views.startup();
    }
}
