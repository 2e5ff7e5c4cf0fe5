package dev.spillway.controller.simulate.run;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.cost.Price;
import dev.spillway.controller.cost.PriceBook;
import dev.spillway.controller.recommend.FixedPolicy;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.QueueDepthPolicy;
import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.arrive.Work;
import dev.spillway.controller.simulate.fleet.FleetPlan;
import dev.spillway.controller.simulate.fleet.Nodes;
import dev.spillway.controller.simulate.line.WaitingLine.Discipline;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.Fault;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.simulate.score.Outcome;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Scenarios with defaults, for tests. */
public final class Scenarios {

    public static final long SECOND = 1_000_000_000L;
    public static final long MINUTE = 60 * SECOND;

    public static final PriceBook PRICES =
            PriceBook.of(
                    "test",
                    Currency.getInstance("USD"),
                    new Price(new BigDecimal("0.1"), Price.Per.HOUR));

    private PriceBook prices = PRICES;
    private long length = 10 * MINUTE;
    private long warmUp;
    private Discipline discipline = Discipline.FAIR;
    private int slots = 1;
    private int start = 1;
    private int min = 1;
    private int max = 50;
    private int targetQueueDepth = 10;
    private int quota = Integer.MAX_VALUE;
    private Behavior behavior = Behavior.AGGRESSIVE;
    private Distribution startup = new Distribution.Constant(30);
    private FleetPlan.Drain drain = FleetPlan.Drain.TO_THE_END;
    private Nodes.Plan nodes = Nodes.Plan.ENDLESS;
    private final List<TenantPlan> tenants = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Scenario.Moment> moments = new ArrayList<>();

    public static Scenarios aScenario() {
        return new Scenarios();
    }

    public Scenarios lasting(long nanos) {
        length = nanos;
        return this;
    }

    public Scenarios warmingUpFor(long nanos) {
        warmUp = nanos;
        return this;
    }

    public Scenarios priced(PriceBook book) {
        prices = book;
        return this;
    }

    public Scenarios served(Discipline how) {
        discipline = how;
        return this;
    }

    public Scenarios slotsPerWorker(int count) {
        slots = count;
        return this;
    }

    public Scenarios workers(int atFirst, int least, int most) {
        start = atFirst;
        min = least;
        max = most;
        return this;
    }

    public Scenarios targetQueueDepth(int depth) {
        targetQueueDepth = depth;
        return this;
    }

    public Scenarios quota(int workers) {
        quota = workers;
        return this;
    }

    public Scenarios behaving(Behavior how) {
        behavior = how;
        return this;
    }

    public Scenarios startingIn(Distribution time) {
        startup = time;
        return this;
    }

    public Scenarios draining(double patienceSeconds) {
        drain = new FleetPlan.Drain(patienceSeconds);
        return this;
    }

    public Scenarios on(Nodes.Plan cluster) {
        nodes = cluster;
        return this;
    }

    public Scenarios fault(Fault fault) {
        faults.add(fault);
        return this;
    }

    public Scenarios moment(String name, long atNanos) {
        moments.add(new Scenario.Moment(name, atNanos));
        return this;
    }

    public Scenarios tenant(String name, double weight, Rate rate, Distribution work) {
        return tenant(name, weight, new Arrivals.Poisson(rate), work, 1_000_000, TenantPlan.NEVER);
    }

    public Scenarios tenant(
            String name,
            double weight,
            Arrivals arrivals,
            Distribution work,
            int queueLimit,
            long timeoutNanos) {
        tenants.add(
                new TenantPlan(
                        name,
                        "pool",
                        weight,
                        SECOND,
                        timeoutNanos,
                        queueLimit,
                        List.of(arrivals),
                        new Work.Drawn(work)));
        return this;
    }

    public Scenario build() {
        return new Scenario(
                "test",
                "A test",
                "",
                List.of(),
                Instant.parse("2026-01-05T00:00:00Z"),
                length,
                warmUp,
                MINUTE,
                false,
                prices,
                nodes,
                List.of(
                        new PoolPlan(
                                "pool",
                                discipline,
                                min,
                                max,
                                start,
                                targetQueueDepth,
                                Integer.MAX_VALUE,
                                behavior,
                                new FleetPlan(
                                        slots,
                                        startup,
                                        FleetPlan.Contention.NONE,
                                        FleetPlan.Cpu.PROPORTIONAL,
                                        drain,
                                        quota),
                                List.of())),
                tenants,
                faults,
                moments,
                List.of(),
                List.of(),
                List.of(1L));
    }

    public Outcome fixed(int replicas, long seed) {
        return run(new FixedPolicy(replicas), Contender.of("fixed"), seed);
    }

    public Outcome queueDepth(long seed) {
        return run(new QueueDepthPolicy(), Contender.of("queue-depth"), seed);
    }

    public Outcome run(Policy<?> policy, Contender contender, long seed) {
        return Simulation.run(build(), contender, seed, (_, _) -> policy, Progress.SILENT);
    }

    public static Rate perSecond(double rate) {
        return new Rate.Constant(rate);
    }

    public static Distribution exponential(double meanSeconds) {
        return new Distribution.Exponential(meanSeconds);
    }

    public static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
