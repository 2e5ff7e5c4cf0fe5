package dev.spillway.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.catalog.Catalog;
import dev.spillway.controller.catalog.Pool;
import dev.spillway.controller.catalog.PoolExamples;
import dev.spillway.controller.catalog.Tenant;
import dev.spillway.controller.catalog.Tier;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.DecisionHistory;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.policy.Policies;
import dev.spillway.controller.recommend.Policy;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.fairqueue.TenantId;
import dev.spillway.fairqueue.control.Control;
import dev.spillway.fairqueue.control.TenantPolicy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

final class ControlLoopTest {

    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final Pool SHARED = pool("shared", 3, 15);

    private final Map<String, FakeQueue> queues = new HashMap<>();
    private final FakeActuator actuator = new FakeActuator();
    private final List<Decision> kept = new ArrayList<>();
    private ControlLoop loop = newLoop();
    private Instant now = START;

    @Test
    void startsTheMinimumAndSetsTheQueueUp() {
        tick(catalog());

        assertThat(actuator.replicas).containsExactly(Map.entry("shared", 3));
        assertThat(queue("shared").tenants).containsOnlyKeys(new TenantId("bakery"));
    }

    @Test
    void anAccidentalBurstCausesOneStepUpAndNoneDownForFiveMinutes() {
        tick(catalog());
        FakeQueue queue = queue("shared");
        double backlog = 0;
        List<Integer> replicas = new ArrayList<>();
        // 100 queries in 5 s, each of 5 s of work: three workers of 16 slots fall behind.
        for (int second = 1; second <= 299; second++) {
            double capacityPerSecond = actuator.replicas.getOrDefault("shared", 0) * 16 / 5.0;
            backlog = Math.max(0, backlog + (second <= 5 ? 20 : 0) - capacityPerSecond);
            queue.inFlight = (long) Math.min(backlog, 48);
            queue.waiting = (long) backlog;
            tick(catalog());
            replicas.add(actuator.replicas.getOrDefault("shared", 0));
        }

        List<Decision> changes = changes();
        assertThat(changes).filteredOn(decision -> decision.to() > decision.from()).hasSize(2);
        assertThat(changes.getFirst().from()).isZero();
        assertThat(replicas).isSorted();
    }

    @Test
    void aBacklogIsAnsweredInOneSecond() {
        tick(catalog());
        queue("shared").waiting = 50;
        tick(catalog());

        assertThat(actuator.replicas).containsEntry("shared", 5);
        assertThat(changes().getLast().live().wanted()).contains(5);
    }

    @Test
    void takesNothingAwayWhileTheQueueDoesNotAnswer() {
        tick(catalog());
        queue("shared").waiting = 100;
        tick(catalog());
        queue("shared").down = true;
        for (int second = 0; second < 1000; second++) {
            tick(catalog());
        }

        assertThat(actuator.replicas).containsEntry("shared", 7);
        assertThat(kept.getLast().live().reason()).isEqualTo(Reason.SIGNAL_STALE);
        assertThat(kept.getLast().live().bound()).isEqualTo(Bound.SIGNAL);
    }

    @Test
    void startsTheMinimumEvenIfTheQueueNeverAnswered() {
        queue("shared").down = true;
        tick(catalog());

        assertThat(actuator.replicas).containsEntry("shared", 3);
        assertThat(kept.getLast().live().reason()).isEqualTo(Reason.SIGNAL_MISSING);
    }

    @Test
    void aRestartOfTheControllerChangesNothingByItself() {
        tick(catalog());
        queue("shared").waiting = 100;
        tick(catalog());
        queue("shared").waiting = 0;
        loop = newLoop();
        kept.clear();
        for (int second = 0; second < 299; second++) {
            tick(catalog());
        }

        assertThat(actuator.replicas).containsEntry("shared", 7);
        assertThat(changes()).isEmpty();
    }

    @Test
    void shrinksStepByStepOnceItIsCalm() {
        tick(catalog());
        queue("shared").waiting = 100;
        tick(catalog());
        queue("shared").waiting = 0;
        for (int second = 0; second < 300 + 5 * 60; second++) {
            tick(catalog());
        }

        assertThat(actuator.replicas).containsEntry("shared", 3);
        assertThat(changes())
                .filteredOn(decision -> decision.to() < decision.from())
                .extracting(Decision::to)
                .containsExactly(6, 5, 4, 3);
    }

    @Test
    void setsTheQueueUpAgainWhenItsStoreWasLost() {
        tick(catalog());
        queue("shared").lose();
        tick(catalog());

        assertThat(queue("shared").tenants).containsOnlyKeys(new TenantId("bakery"));
        assertThat(queue("shared").configured).isEqualTo(2);
    }

    @Test
    void leavesAQueueAloneThatIsSetUp() {
        for (int second = 0; second < 10; second++) {
            tick(catalog());
        }

        assertThat(queue("shared").configured).isEqualTo(1);
    }

    @Test
    void takesOutTenantsThatAreGone() {
        queue("shared").tenants.put(new TenantId("closed"), new TenantPolicy(1, 0, 1, 1, 1));
        tick(catalog());

        assertThat(queue("shared").tenants).doesNotContainKey(new TenantId("closed"));
    }

    @Test
    void scalesADedicatedPoolByItsOwnQueue() {
        Pool own = pool("media", 2, 9);
        Catalog both =
                new Catalog(
                        List.of(SHARED, own),
                        List.of(tenant("bakery", "shared"), tenant("media", "media")));
        tick(both);
        queue("media").waiting = 60;
        tick(both);

        assertThat(actuator.replicas).containsEntry("media", 6).containsEntry("shared", 3);
    }

    @Test
    void drainsTheWorkersOfAPoolThatIsGone() {
        Catalog both =
                new Catalog(
                        List.of(SHARED, pool("old", 1, 2)), List.of(tenant("bakery", "shared")));
        tick(both);
        tick(catalog());

        assertThat(actuator.replicas).containsOnlyKeys("shared");
    }

    /** A policy that fails is a good reason for a pause. */
    @Test
    void aPauseHoldsWhereNoDecisionCanBeMade() {
        loop = newLoop(_ -> new Broken());
        tick(catalog());
        assertThat(actuator.replicas).containsEntry("shared", 0);
        CompletableFuture<OrderDesk.Answer> answer =
                loop.orders()
                        .give(
                                "shared",
                                new Order(Order.Kind.SCALE, OptionalInt.of(4), false, "amy", ""));
        tick(catalog());

        assertThat(answer)
                .isCompletedWithValueMatching(
                        given ->
                                given instanceof OrderDesk.Answer.Obeyed(PoolState state)
                                        && state.desired() == 4);
        assertThat(actuator.replicas).containsEntry("shared", 4);
    }

    private ControlLoop newLoop() {
        return newLoop(Policies::named);
    }

    private ControlLoop newLoop(Function<String, Policy<?>> policies) {
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
                        new NoNotes(),
                        new MemoryPauses(),
                        Map::of),
                policies,
                new DecisionHistory(kept::add),
                new SilentObserver(),
                () -> Duration.between(START, now).toNanos());
    }

    private FakeQueue queue(String pool) {
        return queues.computeIfAbsent(pool, _ -> new FakeQueue());
    }

    private void tick(Catalog catalog) {
        loop.tick(catalog, now);
        now = now.plusSeconds(1);
    }

    private List<Decision> changes() {
        return kept.stream().filter(Decision::changesSomething).toList();
    }

    private static Catalog catalog() {
        return new Catalog(List.of(SHARED), List.of(tenant("bakery", "shared")));
    }

    private static Pool pool(String name, int min, int max) {
        return PoolExamples.pool(name, min, max, "queue-depth");
    }

    private static Tenant tenant(String name, String pool) {
        return new Tenant(
                name,
                name,
                Tier.BUILT_IN.getLast(),
                pool,
                "local",
                Duration.ofSeconds(1),
                99.9,
                new Tenant.Limits(0, 1, 100, 0),
                List.of(),
                List.of());
    }
}
