package dev.spillway.controller.simulate.run;

import dev.spillway.controller.simulate.EventQueue;
import dev.spillway.controller.simulate.arrive.ArrivalStream;
import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Work;
import dev.spillway.controller.simulate.fleet.Nodes;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.simulate.score.Outcome;
import dev.spillway.controller.simulate.score.TenantTally;
import dev.spillway.controller.simulate.steer.PolicyDriver;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs a scenario with one policy and one seed. The same seed gives the same arrivals, the same
 * work and the same start-up times to every policy, and the same outcome to the last bit.
 */
public final class Simulation {

    private static final int PROGRESS_STEPS = 200;
    private static final long AFTERMATH_NANOS = 600_000_000_000L;

    private final Scenario scenario;
    private final Contender contender;
    private final long seed;
    private final EventQueue events = new EventQueue();
    private final Nodes nodes;
    private final List<SimulatedPool> pools = new ArrayList<>();
    private final Steering steering;

    private Simulation(
            Scenario scenario,
            Contender contender,
            long seed,
            PolicySource policies,
            PolicyDriver.Handover handover) {
        this.scenario = scenario;
        this.contender = contender;
        this.seed = seed;
        this.nodes = new Nodes(scenario.nodes(), events, Seeds.random(seed, "nodes"));
        for (PoolPlan pool : scenario.poolsOf(contender)) {
            pools.add(assemble(pool));
        }
        this.steering = new Steering(scenario, contender, seed, events, pools, policies, handover);
    }

    /** Runs it all. */
    public static Outcome run(
            Scenario scenario,
            Contender contender,
            long seed,
            PolicySource policies,
            Progress progress) {
        return run(scenario, contender, seed, policies, PolicyDriver.Handover.AS_IS, progress);
    }

    /**
     * Runs it all.
     *
     * @param handover what a state goes through when the controller restarts
     */
    public static Outcome run(
            Scenario scenario,
            Contender contender,
            long seed,
            PolicySource policies,
            PolicyDriver.Handover handover,
            Progress progress) {
        Simulation simulation = new Simulation(scenario, contender, seed, policies, handover);
        simulation.begin();
        simulation.play(progress);
        return new Scoring(scenario, contender, seed, simulation.pools, simulation.steering)
                .outcome();
    }

    private SimulatedPool assemble(PoolPlan plan) {
        List<TenantState> tenants =
                scenario.tenantsOf(plan).stream()
                        .map(
                                tenant ->
                                        new TenantState(
                                                tenant,
                                                new TenantTally(
                                                        scenario.warmUpNanos(),
                                                        scenario.lengthNanos())))
                        .toList();
        return new SimulatedPool(
                plan,
                tenants,
                nodes,
                events,
                scenario.start(),
                contender.signal().lookBack(),
                Seeds.of(seed, plan.name(), "workers"),
                new PoolRecorder(
                        scenario.warmUpNanos(), scenario.lengthNanos(), plan.fleet().fullSlots()));
    }

    private void begin() {
        for (SimulatedPool pool : pools) {
            pool.fleet().begin(pool.plan().startReplicas());
            for (int tenant = 0; tenant < pool.tenants().size(); tenant++) {
                beginTenant(pool, tenant);
            }
        }
        steering.begin();
    }

    private void beginTenant(SimulatedPool pool, int tenant) {
        TenantPlan plan = pool.tenants().get(tenant).plan;
        for (int part = 0; part < plan.arrivals().size(); part++) {
            SplittableRandom arrivals = Seeds.random(seed, plan.name(), "arrivals" + part);
            SplittableRandom sizes = Seeds.random(seed, plan.name(), "work" + part);
            switch (plan.arrivals().get(part)) {
                case Arrivals.Open open ->
                        new OpenSource(pool, tenant, plan.work(), open.stream(arrivals), sizes)
                                .follow();
                case Arrivals.Users users ->
                        new UserGroup(
                                        users,
                                        plan.work(),
                                        pool,
                                        tenant,
                                        events,
                                        arrivals,
                                        sizes,
                                        scenario.lengthNanos())
                                .begin();
            }
        }
    }

    /** One stream of arrivals, each of which calls the next. */
    private final class OpenSource implements Runnable {
        private final SimulatedPool pool;
        private final int tenant;
        private final Work work;
        private final ArrivalStream stream;
        private final SplittableRandom sizes;

        OpenSource(
                SimulatedPool pool,
                int tenant,
                Work work,
                ArrivalStream stream,
                SplittableRandom sizes) {
            this.pool = pool;
            this.tenant = tenant;
            this.work = work;
            this.stream = stream;
            this.sizes = sizes;
        }

        void follow() {
            long at = stream.next();
            if (at < scenario.lengthNanos()) {
                events.at(Math.max(at, events.nowNanos()), this);
            }
        }

        @Override
        public void run() {
            double seconds = work.sampleSeconds(stream, sizes);
            follow();
            pool.arrive(tenant, seconds, UserGroup.NOBODY_WAITS);
        }
    }

    private void play(Progress progress) {
        long length = scenario.lengthNanos();
        for (int step = 1; step <= PROGRESS_STEPS; step++) {
            long until = (long) ((double) length * step / PROGRESS_STEPS);
            events.runUntil(step == PROGRESS_STEPS ? length : until);
            progress.reached(events.nowNanos());
        }
        pools.forEach(pool -> pool.recorder().end());
        long end = length + AFTERMATH_NANOS;
        while (!pools.stream().allMatch(SimulatedPool::isIdle) && events.runNext(end)) {
            // What came in time is still answered.
        }
        pools.forEach(SimulatedPool::leaveOver);
    }
}
