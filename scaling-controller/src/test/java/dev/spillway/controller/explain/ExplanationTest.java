package dev.spillway.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decider;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.Examples;
import dev.spillway.controller.recommend.FixedPolicy;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Goal;
import dev.spillway.controller.recommend.Latency;
import dev.spillway.controller.recommend.Load;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.QueueDepthPolicy;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.Stateless;
import dev.spillway.controller.recommend.TenantLoad;
import dev.spillway.controller.recommend.WorkerView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class ExplanationTest {

    private static final Instant NOW = Examples.NOW;
    private static final Memory CALM = Memory.startingAt(NOW.minusSeconds(3600));

    @Test
    void aFloodAtTheMaximum() {
        Observation seen =
                new Observation(
                        new Fleet(
                                4,
                                List.of(
                                        Examples.worker(1, WorkerView.State.READY, -900),
                                        Examples.worker(2, WorkerView.State.READY, -600),
                                        Examples.worker(3, WorkerView.State.STARTING, 6),
                                        Examples.worker(4, WorkerView.State.DRAINING, -700))),
                        new Signal.Fresh(Examples.load(312, 64), Duration.ofMillis(2)),
                        new Goal(10, 16, 2, 6, Duration.ofMillis(9_800)));
        Decision decision = decide(4, seen, new Limits(2, 6, 16, Behavior.AGGRESSIVE), CALM);
        Choice<Stateless> shadow =
                Decider.decide(
                                new FixedPolicy(5),
                                Examples.standing(5, CALM),
                                seen,
                                decision.limits(),
                                NOW)
                        .choice();

        assertThat(told(Examples.withShadow(decision, shadow), "media"))
                .isEqualTo(
                        """
                        Pool shared went from 4 to 6 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 32, but the maximum is 6.
                        Tenant media is served by this pool.

                        What was seen
                          312 requests waiting, 64 in flight. These numbers were 2 ms old.
                          Tenant media: 281 waiting, 32 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 4 asked for; 2 ready, 1 starting, 1 not begun, 1 draining.
                          The next one is expected to be ready in 6 s; a start takes 9.8 s here.

                        What the policy wanted, and why
                          queue-depth/1 wanted 32 workers (queue depth), from:
                            waiting requests                    312
                            waiting requests a worker may have  10

                        What limited it
                          32 became 6: the maximum is 6.

                        To get more workers
                          Raise maxReplicas of Pool shared, now 6.

                        In shadow
                          fixed/1 replicas=5 would have asked for 5 workers, 1 fewer.
                          It wanted 5, and nothing stood in the way.""");
    }

    @Test
    void theFirstStepOfAFlood() {
        assertThat(
                        told(
                                decide(3, Examples.seen(90, 48, 3), Examples.limits(), CALM),
                                Optional.empty(),
                                NOW.plusSeconds(20),
                                Optional.empty()))
                .isEqualTo(
                        """
                        Pool shared went from 3 to 7 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 9, but one step adds at most 4 workers or 100 % of those there are, whichever is more.

                        What was seen
                          90 requests waiting, 48 in flight. These numbers were 2 ms old.
                          Tenant media: 81 waiting, 24 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 3 asked for; 3 ready.

                        What the policy wanted, and why
                          queue-depth/1 wanted 9 workers (queue depth), from:
                            waiting requests                    90
                            waiting requests a worker may have  10

                        What limited it
                          9 became 7: one step adds at most 4 workers or 100 % of those there are, whichever is more.

                        To get more workers
                          Wait: the next step up may come at 02:47:28. Or raise minReplicas of Pool shared, now 2: the minimum is reached at once.""");
    }

    @Test
    void theWorkersOfTheLastStepFirst() {
        Memory stepped =
                new Memory(
                        Optional.of("e1"),
                        NOW.minusSeconds(3600),
                        List.of(),
                        Optional.of(NOW.minusSeconds(5)),
                        Optional.empty());
        Decision change = Examples.decision(NOW.minusSeconds(5), 3, 7, Bound.SCALE_UP_RATE);

        assertThat(
                        told(
                                decide(7, Examples.seen(120, 48, 3), Examples.limits(), stepped),
                                Optional.of("bakery"),
                                NOW,
                                Optional.of(change)))
                .isEqualTo(
                        """
                        Pool shared stayed at 7 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 12, but the last step up was 5 s before, and 15 s lie between two: its workers first.
                        Tenant bakery is served by this pool.
                        It last changed at 2026-01-05 02:47:08 UTC, from 3 to 7 workers.

                        What was seen
                          120 requests waiting, 48 in flight. These numbers were 2 ms old.
                          Tenant bakery: 12 waiting, 24 in flight, the oldest for 4.2 s; promised within 1 s; a request takes 200 ms.
                          Workers: 3 asked for; 3 ready.

                        What the policy wanted, and why
                          queue-depth/1 wanted 12 workers (queue depth), from:
                            waiting requests                    120
                            waiting requests a worker may have  10

                        What limited it
                          12 became 7: the last step up was 5 s before, and 15 s lie between two: its workers first.

                        To get more workers
                          Wait: the next step up may come at 02:47:23. Or shorten behavior.scaleUpPeriod of Pool shared, now 15 s.""");
    }

    @Test
    void calmAfterTheFlood() {
        Memory young = Memory.startingAt(NOW.minusSeconds(100));

        assertThat(told(decide(7, Examples.seen(0, 5, 7), Examples.limits(), young), "media"))
                .isEqualTo(
                        """
                        Pool shared stayed at 7 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 0, but workers go once fewer have been enough for 5 min.
                        Tenant media is served by this pool.

                        What was seen
                          0 requests waiting, 5 in flight. These numbers were 2 ms old.
                          Tenant media: 0 waiting, 3 in flight; promised within 350 ms; a request takes 200 ms.
                          Workers: 7 asked for; 7 ready.

                        What the policy wanted, and why
                          queue-depth/1 wanted 0 workers (queue depth), from:
                            waiting requests                    0
                            waiting requests a worker may have  10

                        What limited it
                          0 became 2: the minimum is 2.
                          2 became 7: workers go once fewer have been enough for 5 min (the last word).

                        To get more workers
                          Nothing keeps more from coming: the policy wants fewer than there are. It shrinks step by step while that lasts. To hold more, raise minReplicas of Pool shared, now 2.""");
    }

    @Test
    void theQueueDoesNotAnswer() {
        Observation seen =
                new Observation(
                        Examples.seen(0, 0, 7).fleet(),
                        new Signal.Stale(Examples.load(40, 12), Duration.ofSeconds(95)),
                        Examples.seen(0, 0, 7).goal());

        assertThat(
                        told(
                                decide(7, seen, Examples.limits(), CALM),
                                Optional.of("media"),
                                NOW.plusSeconds(1800),
                                Optional.empty()))
                .isEqualTo(
                        """
                        Pool shared stayed at 7 workers at 2026-01-05 02:47:13 UTC.
                        The policy could not say how many it wants: without fresh numbers the pool keeps what it has.
                        Tenant media is served by this pool.
                        No later decision is on record up to 2026-01-05 03:17:13 UTC, 30 min later: did the controller run?

                        What was seen
                          40 requests waiting, 12 in flight. These numbers were 95 s old: too old to act upon.
                          Tenant media: 36 waiting, 6 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 7 asked for; 7 ready.

                        What the policy wanted, and why
                          queue-depth/1 could not say (signal stale).

                        What limited it
                          Nothing is changed: without fresh numbers the pool keeps what it has.

                        To get more workers
                          Bring the numbers back: the controller must reach Redis. Until then the pool keeps what it has; to add workers by hand, raise minReplicas of Pool shared, now 2.""");
    }

    @Test
    void nothingEverRead() {
        Observation seen =
                new Observation(
                        Examples.seen(0, 0, 2).fleet(),
                        new Signal.Missing(),
                        Examples.seen(0, 0, 2).goal());

        assertThat(told(decide(2, seen, Examples.limits(), CALM), "media"))
                .isEqualTo(
                        """
                        Pool shared stayed at 2 workers at 2026-01-05 02:47:13 UTC.
                        The policy could not say how many it wants: without fresh numbers the pool keeps what it has.
                        Tenant media is served by this pool.

                        What was seen
                          The queue's numbers were never read since the controller started.
                          Workers: 2 asked for; 2 ready.

                        What the policy wanted, and why
                          queue-depth/1 could not say (signal missing).

                        What limited it
                          Nothing is changed: without fresh numbers the pool keeps what it has.

                        To get more workers
                          Bring the numbers back: the controller must reach Redis. Until then the pool keeps what it has; to add workers by hand, raise minReplicas of Pool shared, now 2.""");
    }

    @Test
    void aTenantWithAPoolOfItsOwnThatIsServedWell() {
        TenantLoad shared = Examples.load(20, 30).tenants().getFirst();
        TenantLoad own =
                new TenantLoad(
                        "shared",
                        shared.weight(),
                        Duration.ofMillis(350),
                        20,
                        30,
                        Duration.ofMillis(40),
                        1000,
                        Duration.ofMillis(200),
                        Duration.ofMillis(200));
        Load load =
                new Load(
                        "e1",
                        20,
                        30,
                        List.of(own),
                        Optional.of(new Latency(Duration.ofMillis(210), Duration.ofMillis(340))));
        Observation seen =
                new Observation(
                        Examples.seen(0, 0, 2).fleet(),
                        new Signal.Fresh(load, Duration.ofMillis(900)),
                        Examples.seen(0, 0, 2).goal());

        assertThat(told(decide(2, seen, Examples.limits(), CALM), "shared"))
                .isEqualTo(
                        """
                        Pool shared stayed at 2 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 2, and nothing stood in the way.

                        What was seen
                          20 requests waiting, 30 in flight. These numbers were 900 ms old.
                          Answers took 210 ms in the mean; 95 of 100 at most 340 ms.
                          Tenant shared: 20 waiting, 30 in flight, the oldest for 40 ms; promised within 350 ms; a request takes 200 ms.
                          Workers: 2 asked for; 2 ready.

                        What the policy wanted, and why
                          queue-depth/1 wanted 2 workers (queue depth), from:
                            waiting requests                    20
                            waiting requests a worker may have  10

                        What limited it
                          Nothing did.

                        To get more workers
                          Nothing holds the policy back: it gets what it wants. More workers come with more load; to have more all the same, raise autoscaling.minReplicas of Tenant shared, now 2.""");
    }

    @Test
    void aCapacityThatIsTooSmallForAll() {
        assertThat(
                        told(
                                decide(
                                        3,
                                        Examples.seen(90, 48, 3),
                                        Examples.limits().withCapacity(4),
                                        CALM),
                                "media"))
                .isEqualTo(
                        """
                        Pool shared went from 3 to 4 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 9, but the capacity is too small for all, and this pool's share of it is 4 workers.
                        Tenant media is served by this pool.

                        What was seen
                          90 requests waiting, 48 in flight. These numbers were 2 ms old.
                          Tenant media: 81 waiting, 24 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 3 asked for; 3 ready.

                        What the policy wanted, and why
                          queue-depth/1 wanted 9 workers (queue depth), from:
                            waiting requests                    90
                            waiting requests a worker may have  10

                        What limited it
                          9 became 4: the capacity is too small for all, and this pool's share of it is 4 workers.

                        To get more workers
                          There is no room for more. Add nodes, lower the maximum of other pools, or give this pool's tenants more weight.""");
    }

    @Test
    void workAtHandKeepsWorkers() {
        assertThat(told(decide(6, Examples.seen(0, 90, 6), Examples.limits(), CALM), "media"))
                .isEqualTo(
                        """
                        Pool shared stayed at 6 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 0, but the 90 requests at hand fill 6 workers of 16 slots.
                        Tenant media is served by this pool.

                        What was seen
                          0 requests waiting, 90 in flight. These numbers were 2 ms old.
                          Tenant media: 0 waiting, 45 in flight; promised within 350 ms; a request takes 200 ms.
                          Workers: 6 asked for; 6 ready.

                        What the policy wanted, and why
                          queue-depth/1 wanted 0 workers (queue depth), from:
                            waiting requests                    0
                            waiting requests a worker may have  10

                        What limited it
                          0 became 2: the minimum is 2.
                          2 became 5: one step takes 10 % of the workers, at least 1 and at most 2.
                          5 became 6: the 90 requests at hand fill 6 workers of 16 slots (the last word).

                        To get more workers
                          Nothing keeps more from coming: the policy wants fewer than there are. It shrinks step by step while that lasts. To hold more, raise minReplicas of Pool shared, now 2.""");
    }

    @ParameterizedTest
    @EnumSource(Bound.class)
    void hasWordsForEveryBound(Bound bound) {
        String told = told(Examples.decision(NOW, 3, 4, bound), "media");

        assertThat(told).doesNotContain("null").contains("To get more workers\n  ");
    }

    private static String told(Decision decision, String tenant) {
        return told(decision, Optional.of(tenant), NOW, Optional.empty());
    }

    private static String told(
            Decision decision, Optional<String> tenant, Instant at, Optional<Decision> change) {
        return String.join(
                "\n", Explanation.of(decision, new Explanation.Question(tenant, at, change)));
    }

    private static Decision decide(int from, Observation seen, Limits limits, Memory memory) {
        Choice<Stateless> choice =
                Decider.decide(
                                new QueueDepthPolicy(),
                                Examples.standing(from, memory),
                                seen,
                                limits,
                                NOW)
                        .choice();
        return new Decision(
                Decision.FORMAT, "0.1.0", NOW, "shared", seen, limits, choice, Optional.empty());
    }
}
