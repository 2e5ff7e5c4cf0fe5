package dev.spillway.controller.loop;

import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.catalog.Tier;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Pauses;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.fairqueue.control.Control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Pools in virtual time, one if nothing else is said: a queue for each, workers that take seconds
 * to start, a clock that can be set, and a controller that can be replaced by another one at any
 * time.
 */
final class World {

    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    final Map<String, FakeQueue> queues = new HashMap<>();
    final FakeQueue queue = queue("shared");
    final Map<String, AnswerTimes.AnswerTime> answerTimes = new HashMap<>();
    final List<Decision> decisions = new ArrayList<>();
    final SlowActuator actuator;

    /** What the next controller keeps pauses in. */
    Supplier<Pauses> pauses = memory();

    private final Notebook notebook;
    private final Map<String, Policy<?>> policies;
    private List<PrewarmSchedule> schedules = List.of();
    private long elapsedSeconds;
    private Duration clockSetBy = Duration.ZERO;
    private ControlLoop controller;
    private final OptionalInt capacity;
    List<Pool> pools;

    /** One shared pool whose workers are gone at once. */
    World(Notebook notebook, Map<String, Policy<?>> policies, String policy, String shadow) {
        this(
                notebook,
                policies,
                List.of(shared(policy, Optional.of(shadow).filter(name -> !name.isEmpty()))),
                OptionalInt.empty(),
                Duration.ZERO);
    }

    /** Several pools that share a capacity, and whose workers take their time to drain. */
    World(
            Notebook notebook,
            Map<String, Policy<?>> policies,
            List<Pool> pools,
            OptionalInt capacity,
            Duration drain) {
        this.notebook = notebook;
        this.policies = policies;
        this.pools = pools;
        this.capacity = capacity;
        this.actuator = new SlowActuator(drain);
        this.controller = newController();
    }

    FakeQueue queue(String pool) {
        return queues.computeIfAbsent(pool, _ -> new FakeQueue());
    }

    Instant now() {
        return START.plusSeconds(elapsedSeconds).plus(clockSetBy);
    }

    void setClock(Duration by) {
        clockSetBy = clockSetBy.plus(by);
    }

    void schedule(PrewarmSchedule schedule) {
        schedules = List.of(schedule);
    }

    private static Supplier<Pauses> memory() {
        Pauses pauses = new MemoryPauses();
        return () -> pauses;
    }

    /** The answer comes with the next second. */
    CompletableFuture<OrderDesk.Answer> order(String name, Order order) {
        return controller.orders().give(name, order);
    }

    void restartController() {
        controller = newController();
    }

    private ControlLoop newController() {
        return new ControlLoop(
                new Ports(
                        new Queues() {
                            @Override
                            public Control of(String pool) {
                                return queue(pool);
                            }

                            @Override
                            public void release(String pool) {}
                        },
                        actuator,
                        notebook,
                        pauses.get(),
                        () -> Map.copyOf(answerTimes)),
                name ->
                        Optional.<Policy<?>>ofNullable(policies.get(name))
                                .orElseGet(() -> Policies.named(name)),
                new DecisionHistory(_ -> {}),
                new SilentObserver() {
                    @Override
                    public void decided(Decision decision) {
                        decisions.add(decision);
                    }
                },
                () -> Duration.ofSeconds(elapsedSeconds).toNanos());
    }

    /** A second passes, and the controller looks. */
    Decision second() {
        elapsedSeconds++;
        int before = decisions.size();
        controller.tick(catalog(), now());
        if (decisions.size() != before + pools.size()) {
            throw new AssertionError("%d decisions were made".formatted(decisions.size() - before));
        }
        return decisions.getLast();
    }

    void seconds(int count) {
        for (int i = 0; i < count; i++) {
            second();
        }
    }

    int workers() {
        return actuator.count();
    }

    private static Pool shared(String policy, Optional<String> shadow) {
        return PoolExamples.pool("shared", 2, 15, policy, shadow);
    }

    private Catalog catalog() {
        List<Tenant> tenants = new ArrayList<>();
        for (Pool pool : pools) {
            if (pool.name().equals("shared")) {
                tenants.add(tenant("bakery", 3, "shared"));
                tenants.add(tenant("media", 1, "shared"));
            } else {
                tenants.add(tenant(pool.name(), 1, pool.name()));
            }
        }
        return new Catalog(pools, tenants, schedules, Optional.empty(), capacity);
    }

    private static Tenant tenant(String name, int tier, String pool) {
        return new Tenant(
                name,
                name,
                Tier.BUILT_IN.get(tier),
                pool,
                "local",
                Tier.BUILT_IN.get(tier).p95Latency(),
                99.9,
                new Tenant.Limits(0, 1, 100, 0),
                List.of(),
                List.of());
    }
}
