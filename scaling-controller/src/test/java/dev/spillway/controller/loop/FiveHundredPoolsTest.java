package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.catalog.Share;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.catalog.Tier;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.policy.Policies;
import dev.spillway.fairqueue.control.Control;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** One pass over five hundred tenants with pools of their own, which share too few workers. */
final class FiveHundredPoolsTest {

    private static final int POOLS = 500;
    private static final int CAPACITY = 700;
    private static final int PASSES = 40;

    private final Map<String, FakeQueue> queues = new HashMap<>();
    private final FakeActuator actuator = new FakeActuator();

    @Test
    void aPassTakesLessThanASecond() {
        Catalog catalog = catalog();
        ControlLoop loop = loop();
        SplittableRandom random = new SplittableRandom(1);
        Instant now = Instant.parse("2026-01-05T10:00:00Z");
        long[] nanos = new long[PASSES];
        for (int pass = 0; pass < PASSES; pass++) {
            for (FakeQueue queue : queues.values()) {
                queue.waiting = random.nextInt(100);
                queue.inFlight = random.nextInt(100);
                queue.arrived += random.nextInt(100);
                queue.oldestAge = Duration.ofMillis(random.nextInt(2000));
            }
            long before = System.nanoTime();
            loop.tick(catalog, now);
            nanos[pass] = System.nanoTime() - before;
            now = now.plusSeconds(1);
        }
        Arrays.sort(nanos);
        System.out.printf(
                "a pass over %d pools that share %d workers: median %.0f ms, slowest %.0f ms%n",
                POOLS, CAPACITY, nanos[PASSES / 2] / 1e6, nanos[PASSES - 1] / 1e6);

        assertThat(Duration.ofNanos(nanos[PASSES / 2])).isLessThan(Duration.ofSeconds(1));
        assertThat(actuator.replicas).hasSize(POOLS);
        assertThat(actuator.replicas.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(CAPACITY);
    }

    private ControlLoop loop() {
        return new ControlLoop(
                new Ports(
                        new Queues() {
                            @Override
                            public Control of(String pool) {
                                return queues.computeIfAbsent(pool, _ -> new FakeQueue());
                            }

                            @Override
                            public void release(String pool) {}
                        },
                        actuator,
                        new NoNotes(),
                        new MemoryPauses(),
                        Map::of),
                Policies::named,
                new DecisionHistory(_ -> {}),
                new SilentObserver(),
                System::nanoTime);
    }

    private static Catalog catalog() {
        List<Pool> pools = new ArrayList<>();
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < POOLS; i++) {
            String name = "tenant-" + i;
            Tier tier = Tier.BUILT_IN.get(i % 4);
            pools.add(
                    PoolExamples.pool(name, 1, 30, "deadline")
                            .with(new Share(tier.weight(), 1, 1)));
            tenants.add(
                    new Tenant(
                            name,
                            name,
                            tier,
                            name,
                            "local",
                            tier.p95Latency(),
                            99.9,
                            new Tenant.Limits(0, 1, 100, 0),
                            List.of(),
                            List.of()));
        }
        return new Catalog(pools, tenants, List.of(), Optional.empty(), OptionalInt.of(CAPACITY));
    }
}
