package dev.spillway.controller.simulate.run;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.recommend.QueueDepthPolicy;
import dev.spillway.controller.simulate.Distribution;
import dev.spillway.controller.simulate.arrive.Arrivals;
import dev.spillway.controller.simulate.arrive.Rate;
import dev.spillway.controller.simulate.arrive.Work;
import dev.spillway.controller.simulate.fleet.FleetPlan;
import dev.spillway.controller.simulate.fleet.Nodes;
import dev.spillway.controller.simulate.line.WaitingLine;
import dev.spillway.controller.simulate.scenario.Contender;
import dev.spillway.controller.simulate.scenario.PoolPlan;
import dev.spillway.controller.simulate.scenario.Scenario;
import dev.spillway.controller.simulate.scenario.TenantPlan;
import dev.spillway.controller.simulate.score.Outcome;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Times a day of 50 tenants at one decision a second: each with a pool of its own (50 decisions a
 * second), then all in one shared pool. Arguments: hours, tenants, mean requests a second of each.
 */
public final class SimulatorBenchmark {

    private SimulatorBenchmark() {}

    public static void main(String[] args) {
        int hours = args.length > 0 ? Integer.parseInt(args[0]) : 24;
        int tenants = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        double rate = args.length > 2 ? Double.parseDouble(args[2]) : 4;
        time("own pools", day(hours, tenants, rate, true));
        time("one shared pool", day(hours, tenants, rate, false));
    }

    private static void time(String what, Scenario scenario) {
        long before = System.nanoTime();
        Outcome outcome =
                Simulation.run(
                        scenario,
                        Contender.of("queue-depth"),
                        1,
                        (_, _) -> new QueueDepthPolicy(),
                        Progress.SILENT);
        double seconds = (System.nanoTime() - before) / 1e9;
        double cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
        System.out.printf(
                "%-16s %6.1f s (thread so far %.1f s CPU)  %,d requests  %,d decisions  violations %.2f %%  peak heap %,d MiB%n",
                what,
                seconds,
                cpu,
                outcome.totals().arrived(),
                outcome.totals().decisions(),
                100 * outcome.totals().violationRatio(),
                peakHeapMebibytes());
    }

    private static long peakHeapMebibytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(java.lang.management.MemoryUsage::getUsed)
                        .sum()
                >> 20;
    }

    private static Scenario day(int hours, int tenants, double rate, boolean ownPools) {
        List<TenantPlan> all = new ArrayList<>();
        List<PoolPlan> pools = new ArrayList<>();
        for (int i = 0; i < tenants; i++) {
            String pool = ownPools ? "pool-" + i : "shared";
            if (pools.isEmpty() || ownPools) {
                pools.add(pool(pool, ownPools ? 30 : 30 * tenants));
            }
            all.add(
                    new TenantPlan(
                            "tenant-" + i,
                            pool,
                            1 + i % 4,
                            1_000_000_000L,
                            TenantPlan.NEVER,
                            1000,
                            List.of(
                                    new Arrivals.Poisson(
                                            new Rate.Seasonal(rate, 0.6, 0, 3600.0 * (i % 24)))),
                            new Work.Drawn(Distribution.LogNormal.of(0.2, 0.15))));
        }
        return new Scenario(
                "day",
                "A day",
                "",
                List.of(),
                Instant.parse("2026-01-05T00:00:00Z"),
                hours * 3_600_000_000_000L,
                0,
                60_000_000_000L,
                false,
                Scenarios.PRICES,
                Nodes.Plan.ENDLESS,
                pools,
                all,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(1L));
    }

    private static PoolPlan pool(String name, int max) {
        return new PoolPlan(
                name,
                WaitingLine.Discipline.FAIR,
                1,
                max,
                1,
                2,
                Integer.MAX_VALUE,
                Behavior.AGGRESSIVE,
                new FleetPlan(
                        4,
                        new Distribution.Uniform(20, 40),
                        FleetPlan.Contention.NONE,
                        FleetPlan.Cpu.PROPORTIONAL,
                        FleetPlan.Drain.TO_THE_END,
                        Integer.MAX_VALUE),
                List.of());
    }
}
