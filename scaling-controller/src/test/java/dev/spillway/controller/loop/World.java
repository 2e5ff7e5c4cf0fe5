package dev.spillway.controller.loop;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Engine;
import dev.spillway.controller.catalog.Fairness;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.catalog.Tier;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.decision.Notebook;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.prewarm.PrewarmSchedule;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.fairqueue.control.Control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pool in virtual time: a queue, workers that take seconds to start, a clock that can be set,
 * and a controller that can be replaced by another one at any time.
 */
final class World {

    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    final FakeQueue queue = new FakeQueue();
    final Map<String, AnswerTimes.AnswerTime> answerTimes = new HashMap<>();
    final List<Decision> decisions = new ArrayList<>();
    private final Actuator actuator = new SlowActuator();
    private final Notebook notebook;
    private final Map<String, Policy<?>> policies;
    private final Map<String, Instant> startedAt = new LinkedHashMap<>();
    private final Map<String, Instant> readyAt = new HashMap<>();
    private List<PrewarmSchedule> schedules = List.of();
    private int lastWorker;
    private long elapsedSeconds;
    private Duration clockSetBy = Duration.ZERO;
    private ControlLoop controller;
    private final String policy;
    private final Optional<String> shadow;

    World(Notebook notebook, Map<String, Policy<?>> policies, String policy, String shadow) {
        this.notebook = notebook;
        this.policies = policies;
        this.policy = policy;
        this.shadow = Optional.of(shadow).filter(name -> !name.isEmpty());
        this.controller = newController();
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

    void restartController() {
        controller = newController();
    }

    private ControlLoop newController() {
        return new ControlLoop(
                new Ports(
                        new Queues() {
                            @Override
                            public Control of(String pool) {
                                return queue;
                            }

                            @Override
                            public void release(String pool) {}
                        },
                        actuator,
                        notebook,
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
        if (decisions.size() != before + 1) {
            throw new AssertionError("no decision was made");
        }
        return decisions.getLast();
    }

    void seconds(int count) {
        for (int i = 0; i < count; i++) {
            second();
        }
    }

    int workers() {
        return startedAt.size();
    }

    private Catalog catalog() {
        Pool pool =
                new Pool(
                        "shared",
                        "local",
                        Fairness.WEIGHTED,
                        2,
                        15,
                        10,
                        Behavior.AGGRESSIVE,
                        16,
                        Engine.DIRECT,
                        Map.of(),
                        policy,
                        shadow);
        return new Catalog(
                List.of(pool),
                List.of(tenant("bakery", 3), tenant("media", 1)),
                schedules,
                Optional.empty());
    }

    private static Tenant tenant(String name, int tier) {
        return new Tenant(
                name,
                name,
                Tier.BUILT_IN.get(tier),
                "shared",
                "local",
                Tier.BUILT_IN.get(tier).p95Latency(),
                99.9,
                new Tenant.Limits(0, 1, 100),
                List.of(),
                List.of());
    }

    /** Starts two workers a second at most; they need 6 to 10 s. The oldest goes first. */
    private final class SlowActuator implements Actuator {

        @Override
        public void apply(Pool pool, int wanted, Map<String, Integer> inFlight, Instant now) {
            startedAt.forEach(
                    (worker, started) -> {
                        int number = Integer.parseInt(worker.substring("shared-".length()));
                        if (!readyAt.containsKey(worker)
                                && !started.plusSeconds(6 + number % 5).isAfter(now)) {
                            readyAt.put(worker, now);
                        }
                    });
            while (startedAt.size() > wanted) {
                String oldest = startedAt.keySet().iterator().next();
                startedAt.remove(oldest);
                readyAt.remove(oldest);
            }
            for (int i = 0; i < 2 && startedAt.size() < wanted; i++) {
                startedAt.put("shared-" + ++lastWorker, now);
            }
        }

        @Override
        public List<Worker> workers(String pool) {
            return startedAt.entrySet().stream()
                    .map(
                            worker ->
                                    new Worker(
                                            worker.getKey(),
                                            readyAt.containsKey(worker.getKey())
                                                    ? Worker.State.READY
                                                    : Worker.State.STARTING,
                                            Optional.of(worker.getValue()),
                                            Optional.ofNullable(readyAt.get(worker.getKey()))))
                    .toList();
        }

        @Override
        public Set<String> pools() {
            return Set.of("shared");
        }

        @Override
        public void retire(String pool, Instant now) {
            startedAt.clear();
        }
    }
}
