package dev.spillway.fairqueue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.fairqueue.Domain;
import dev.spillway.fairqueue.FairQueue;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.TestClock;
import dev.spillway.fairqueue.control.DomainPolicy;
import dev.spillway.fairqueue.control.Fairness;
import dev.spillway.fairqueue.control.TenantPolicy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The promises about fairness, measured on the real functions with seeded arrivals. */
final class FairnessIT {

    private static final long SEED = 20_260_102;
    private static final EmbeddedRedis REDIS = EmbeddedRedis.start();
    private static final RedisQueues QUEUES = REDIS.connect();
    private static final AtomicInteger DOMAINS = new AtomicInteger();
    private static final TenantId NOISY = new TenantId("noisy");

    private final TestClock clock = new TestClock();
    private final FairQueue queue =
            QUEUES.queue(new Domain("fair-" + DOMAINS.incrementAndGet()), clock);

    @AfterAll
    static void stop() {
        QUEUES.close();
        REDIS.close();
    }

    private TenantId tenant(String name, double weight) {
        TenantId tenant = new TenantId(name);
        queue.configure(tenant, new TenantPolicy(weight, 0, 1, 1_000_000, 1_000_000));
        return tenant;
    }

    private static Map<TenantId, Long> served(List<Simulation.Done> done, long from, long to) {
        Map<TenantId, Long> served = new TreeMap<>();
        done.stream()
                .filter(one -> one.atMillis() >= from && one.atMillis() < to)
                .forEach(one -> served.merge(one.tenant(), one.serviceMillis(), Long::sum));
        return served;
    }

    @Test
    void givesBackloggedTenantsTheirSharesInEveryTenSeconds() {
        Map<TenantId, Double> weights = new TreeMap<>();
        double[] weight = {1, 2, 4, 8};
        double[] meanMillis = {80, 200, 120, 60};
        Simulation simulation = new Simulation(queue, clock, 40);
        for (int i = 0; i < weight.length; i++) {
            TenantId tenant = tenant("tenant-" + i, weight[i]);
            weights.put(tenant, weight[i]);
            double twiceItsShare = 2 * 40 * (weight[i] / 15) * 1000 / meanMillis[i];
            simulation.arrivals(tenant, twiceItsShare, 0, 22_000, meanMillis[i], 0.5, SEED + i);
        }
        List<Simulation.Done> done = simulation.runUntil(22_000);

        for (long from = 2_000; from + 10_000 <= 22_000; from += 2_500) {
            Map<TenantId, Long> served = served(done, from, from + 10_000);
            double all = served.values().stream().mapToLong(Long::longValue).sum();
            double sum = 0;
            double squares = 0;
            for (Map.Entry<TenantId, Double> each : weights.entrySet()) {
                double share = served.getOrDefault(each.getKey(), 0L) / all;
                double normalised = share / (each.getValue() / 15);
                assertThat(normalised)
                        .as("share of %s from %d ms, seed %d", each.getKey(), from, SEED)
                        .isCloseTo(1, within(0.03));
                sum += normalised;
                squares += normalised * normalised;
            }
            double jain = sum * sum / (weights.size() * squares);
            assertThat(jain).as("Jain index from %d ms", from).isGreaterThanOrEqualTo(0.98);
        }
    }

    @Test
    void boundsTheServiceGapOfTwoBackloggedTenants() {
        TenantId light = tenant("light", 1);
        TenantId heavy = tenant("heavy", 3);
        Simulation simulation = new Simulation(queue, clock, 1);
        simulation.arrivals(light, 30, 0, 60_000, 100, 0.7, SEED);
        simulation.arrivals(heavy, 30, 0, 60_000, 100, 0.7, SEED + 1);
        List<Simulation.Done> done = simulation.runUntil(60_000);

        long most = done.stream().mapToLong(Simulation.Done::serviceMillis).max().orElseThrow();
        double bound = most / 1.0 + most / 3.0;
        double gap = 0;
        for (Simulation.Done one : done) {
            if (one.atMillis() > 1_000) {
                gap +=
                        one.tenant().equals(light)
                                ? one.serviceMillis()
                                : -one.serviceMillis() / 3.0;
                assertThat(Math.abs(gap))
                        .as("gap at %d ms", one.atMillis())
                        .isLessThanOrEqualTo(bound);
            }
        }
        assertThat(done).hasSizeGreaterThan(400);
    }

    @Test
    void givesALoneTenantAllSlots() {
        tenant("idle", 8);
        TenantId lone = new TenantId("lone");
        queue.configure(lone, new TenantPolicy(1, 0, 1, 1_000_000, 2));
        Simulation simulation = new Simulation(queue, clock, 16);
        simulation.arrivals(lone, 400, 0, 5_000, 80, 0.5, SEED);
        simulation.runUntil(5_000);

        assertThat(simulation.utilisationRatio()).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void keepsTheVictimsLatencyUnderATenfoldFlood() {
        double calm = victimsP95(Fairness.WEIGHTED, 1);
        double flooded = victimsP95(Fairness.WEIGHTED, 10);

        assertThat(flooded / calm).as("%s ms against %s ms", flooded, calm).isLessThan(1.10);
    }

    @Test
    void showsTheCrisisInOrderOfArrival() {
        double calm = victimsP95(Fairness.FIFO, 1);
        double flooded = victimsP95(Fairness.FIFO, 10);

        assertThat(flooded / calm).as("%s ms against %s ms", flooded, calm).isGreaterThan(5);
    }

    /** Ten tenants use 70 % of 40 slots; from 4 s on, one of them sends so many times as much. */
    private double victimsP95(Fairness fairness, double floodFactor) {
        TestClock time = new TestClock();
        FairQueue shared = QUEUES.queue(new Domain("flood-" + DOMAINS.incrementAndGet()), time);
        shared.configure(new DomainPolicy(fairness, 1_000_000));
        Simulation simulation = new Simulation(shared, time, 40);
        double perSecond = 0.7 * 40 * 1000 / 100 / 10;
        TenantPolicy equal = new TenantPolicy(1, 0, 1, 1_000_000, 1_000_000);
        IntStream.range(0, 9)
                .forEach(
                        i -> {
                            TenantId victim = new TenantId("victim-" + i);
                            shared.configure(victim, equal);
                            simulation.arrivals(victim, perSecond, 0, 14_000, 100, 0.5, SEED + i);
                        });
        shared.configure(NOISY, equal);
        simulation.arrivals(NOISY, perSecond * floodFactor, 4_000, 14_000, 100, 0.5, SEED + 99);
        long[] latencies =
                simulation.runUntil(14_000).stream()
                        .filter(one -> !one.tenant().equals(NOISY) && one.atMillis() >= 5_000)
                        .mapToLong(Simulation.Done::latencyMillis)
                        .sorted()
                        .toArray();
        return latencies[(int) (latencies.length * 0.95)];
    }
}
