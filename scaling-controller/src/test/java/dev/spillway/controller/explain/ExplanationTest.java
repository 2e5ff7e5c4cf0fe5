package dev.spillway.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.bound.Behavior;
import dev.spillway.controller.bound.Bound;
import dev.spillway.controller.bound.Limits;
import dev.spillway.controller.bound.Memory;
import dev.spillway.controller.decision.Allotment;
import dev.spillway.controller.decision.Choice;
import dev.spillway.controller.decision.Decider;
import dev.spillway.controller.decision.Decision;
import dev.spillway.controller.decision.Examples;
import dev.spillway.controller.pause.Order;
import dev.spillway.controller.pause.Pause;
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
import dev.spillway.controller.share.Commons;
import dev.spillway.controller.share.Stake;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
                        Pool shared, which serves tenant media, went from 4 to 6 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 32, but the maximum is 6.
                        To get more workers: raise maxReplicas of Pool shared, now 6.

                        What was seen
                          312 requests waiting, 64 in flight.
                          Tenant media: 281 waiting, 32 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 4 asked for; 2 ready, 1 starting, 1 not begun, 1 draining.
                          The next one is expected to be ready in 6 s; a start takes 9.8 s here.

                        Why it wanted 32
                          By the number of waiting requests.
                            waiting requests                    312
                            waiting requests a worker may have  10

                        In shadow
                          fixed would have asked for 5 workers, 1 fewer.
                          It wanted 5, and nothing stood in the way.

                        Decided by queue-depth/1; in shadow fixed/1 replicas=5; controller 0.1.0.""");
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
                        To get more workers: wait: the next step up may come at 02:47:28; or raise minReplicas of Pool shared, now 2: the minimum is reached at once.

                        What was seen
                          90 requests waiting, 48 in flight.
                          Tenant media: 81 waiting, 24 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 3 asked for; 3 ready.

                        Why it wanted 9
                          By the number of waiting requests.
                            waiting requests                    90
                            waiting requests a worker may have  10

                        Decided by queue-depth/1; controller 0.1.0.""");
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
                        Pool shared, which serves tenant bakery, stayed at 7 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 12, but the last step up was 5 s before, and 15 s lie between two: its workers first.
                        To get more workers: wait: the next step up may come at 02:47:23; or shorten behavior.scaleUpPeriod of Pool shared, now 15 s.
                        It last changed at 2026-01-05 02:47:08 UTC, from 3 to 7 workers.

                        What was seen
                          120 requests waiting, 48 in flight.
                          Tenant bakery: 12 waiting, 24 in flight, the oldest for 4.2 s; promised within 1 s; a request takes 200 ms.
                          Workers: 3 asked for; 3 ready.

                        Why it wanted 12
                          By the number of waiting requests.
                            waiting requests                    120
                            waiting requests a worker may have  10

                        Decided by queue-depth/1; controller 0.1.0.""");
    }

    @Test
    void calmAfterTheFlood() {
        Memory young = Memory.startingAt(NOW.minusSeconds(100));

        assertThat(told(decide(7, Examples.seen(0, 5, 7), Examples.limits(), young), "media"))
                .isEqualTo(
                        """
                        Pool shared, which serves tenant media, stayed at 7 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 0, but workers go once fewer have been enough for 5 min.
                        To get more workers: the policy wants fewer than there are, and it shrinks step by step while that lasts; to hold more, raise minReplicas of Pool shared, now 2.

                        What was seen
                          0 requests waiting, 5 in flight.
                          Tenant media: 0 waiting, 3 in flight; promised within 350 ms; a request takes 200 ms.
                          Workers: 7 asked for; 7 ready.

                        Why it wanted 0
                          By the number of waiting requests.
                            waiting requests                    0
                            waiting requests a worker may have  10

                        What limited it, step by step
                          0 became 2: the minimum is 2.
                          2 became 7: workers go once fewer have been enough for 5 min.

                        Decided by queue-depth/1; controller 0.1.0.""");
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
                        Pool shared, which serves tenant media, stayed at 7 workers at 2026-01-05 02:47:13 UTC.
                        The policy could not say how many it wants: without fresh numbers the pool keeps what it has.
                        To get more workers: bring the numbers back: the controller must reach Redis; to add workers by hand meanwhile, raise minReplicas of Pool shared, now 2.
                        No later decision is on record up to 2026-01-05 03:17:13 UTC, 30 min later: did the controller run?

                        What was seen
                          40 requests waiting, 12 in flight. These numbers were 95 s old: too old to act upon.
                          Tenant media: 36 waiting, 6 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 7 asked for; 7 ready.

                        Why it could not say
                          The numbers are too old.

                        Decided by queue-depth/1; controller 0.1.0.""");
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
                        Pool shared, which serves tenant media, stayed at 2 workers at 2026-01-05 02:47:13 UTC.
                        The policy could not say how many it wants: without fresh numbers the pool keeps what it has.
                        To get more workers: bring the numbers back: the controller must reach Redis; to add workers by hand meanwhile, raise minReplicas of Pool shared, now 2.

                        What was seen
                          The queue's numbers were never read since the controller started.
                          Workers: 2 asked for; 2 ready.

                        Why it could not say
                          There are no numbers.

                        Decided by queue-depth/1; controller 0.1.0.""");
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
                        To get more workers: they come with more load; to have them all the same, raise autoscaling.minReplicas of Tenant shared, now 2.

                        What was seen
                          20 requests waiting, 30 in flight.
                          Answers took 210 ms in the mean; 95 of 100 at most 340 ms.
                          Tenant shared: 20 waiting, 30 in flight, the oldest for 40 ms; promised within 350 ms; a request takes 200 ms.
                          Workers: 2 asked for; 2 ready.

                        Why it wanted 2
                          By the number of waiting requests.
                            waiting requests                    20
                            waiting requests a worker may have  10

                        Decided by queue-depth/1; controller 0.1.0.""");
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
                        Pool shared, which serves tenant media, went from 3 to 4 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 9, but this pool's part of the capacity is 4 workers.
                        To get more workers: make room: lower the guarantees of other pools.

                        What was seen
                          90 requests waiting, 48 in flight.
                          Tenant media: 81 waiting, 24 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 3 asked for; 3 ready.

                        Why it wanted 9
                          By the number of waiting requests.
                            waiting requests                    90
                            waiting requests a worker may have  10

                        Decided by queue-depth/1; controller 0.1.0.""");
    }

    private static Stake stake(
            String pool, int guaranteed, int most, int held, int draining, int asked) {
        return new Stake(pool, 1, guaranteed, most, held, draining, asked, false);
    }

    /** The first three lines about pool shared, which would ask for nine. */
    private static List<String> shared(int from, int capacity, Stake... stakes) {
        Commons commons = new Commons(capacity, 0, List.of(stakes));
        Allotment allotment = new Allotment(commons, commons.grant("shared"));
        Limits limits = Examples.limits().withCapacity(allotment.grant().granted());
        Decision cut = decide(from, Examples.seen(90, 48, from), limits, CALM);
        Decision decision =
                new Decision(
                        cut.format(),
                        cut.controller(),
                        cut.at(),
                        cut.pool(),
                        cut.seen(),
                        limits,
                        cut.live(),
                        Optional.empty(),
                        Optional.of(allotment),
                        List.of());
        return told(decision, "media").lines().limit(3).toList();
    }

    @Test
    void aPartOfTheCapacityThatIsBorrowed() {
        assertThat(shared(3, 10, stake("shared", 4, 100, 3, 0, 9), stake("zoo", 5, 100, 1, 0, 3)))
                .containsExactly(
                        "Pool shared, which serves tenant media, went from 3 to 7 workers at 2026-01-05 02:47:13 UTC.",
                        "The policy wanted 9, but there is room for 10 workers in all pools, and this one's part is 7 (4 of its own, 3 borrowed from zoo).",
                        "To get more workers: raise share.guaranteedReplicas of Pool shared, now 4, or SPILLWAY_CAPACITY_REPLICAS, now 10, if there is room for more.");
    }

    @Test
    void aPartOfTheCapacityThatIsGivenBack() {
        assertThat(shared(7, 10, stake("shared", 4, 100, 7, 0, 9), stake("zoo", 5, 100, 1, 0, 6)))
                .contains(
                        "Pool shared, which serves tenant media, went from 7 to 5 workers at 2026-01-05 02:47:13 UTC.",
                        "The policy wanted 9, but there is room for 10 workers in all pools, and this one's part is 5 (4 of its own, 1 borrowed) now that zoo needs more.");
    }

    @Test
    void aPartOfTheCapacityThatOthersHaveToLeaveFirst() {
        assertThat(shared(2, 10, stake("shared", 6, 100, 2, 0, 9), stake("zoo", 4, 100, 5, 2, 6)))
                .containsExactly(
                        "Pool shared, which serves tenant media, went from 2 to 3 workers at 2026-01-05 02:47:13 UTC.",
                        "The policy wanted 9, but there is room for 10 workers in all pools, and this one's part is 3 until workers of other pools have drained, then 6.",
                        "To get more workers: wait: 3 more come when workers of other pools have drained.");
    }

    @Test
    void aCeilingOfThePoolsPart() {
        assertThat(shared(2, 20, stake("shared", 2, 4, 2, 0, 9)))
                .containsExactly(
                        "Pool shared, which serves tenant media, went from 2 to 4 workers at 2026-01-05 02:47:13 UTC.",
                        "The policy wanted 9, but it may take at most 4 workers of the 20 there is room for.",
                        "To get more workers: raise share.clusterShareRatio of Pool shared.");
    }

    private static final Pause PAUSE =
            new Pause(3, NOW.minusSeconds(433), "amy", "the policy flaps");

    private static Decision paused(Observation seen, Limits limits, Order.Taken... orders) {
        Decision decision = decide(3, seen, limits.withPause(Optional.of(PAUSE)), CALM);
        return new Decision(
                decision.format(),
                decision.controller(),
                decision.at(),
                decision.pool(),
                decision.seen(),
                decision.limits(),
                decision.live(),
                decision.shadow(),
                decision.allotment(),
                List.of(orders));
    }

    @Test
    void aPersonFixedTheNumber() {
        Order.Taken taken =
                new Order.Taken(
                        NOW,
                        new Order(
                                Order.Kind.SCALE,
                                OptionalInt.of(3),
                                false,
                                "amy",
                                "the policy flaps"));

        assertThat(told(paused(Examples.seen(90, 48, 3), Examples.limits(), taken), "media"))
                .isEqualTo(
                        """
                        Pool shared, which serves tenant media, stayed at 3 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 9, but amy paused it at 3 workers at 2026-01-05 02:40:00 UTC ("the policy flaps").
                        To get more workers: spillway scale shared --replicas N; or let it scale automatically again: spillway resume shared
                        Without the pause it would ask for 7 workers now.

                        What was seen
                          90 requests waiting, 48 in flight.
                          Tenant media: 81 waiting, 24 in flight, the oldest for 4.2 s; promised within 350 ms; a request takes 200 ms.
                          Workers: 3 asked for; 3 ready.

                        Why it wanted 9
                          By the number of waiting requests.
                            waiting requests                    90
                            waiting requests a worker may have  10

                        What limited it, step by step
                          9 became 7: one step adds at most 4 workers or 100 % of those there are, whichever is more.
                          7 became 3: amy paused it at 3 workers at 2026-01-05 02:40:00 UTC ("the policy flaps").

                        What was ordered
                          2026-01-05 02:47:13 UTC: scale at 3 workers, by amy ("the policy flaps").

                        Decided by queue-depth/1; controller 0.1.0.""");
    }

    @Test
    void thePolicyWantsWhatThePersonFixed() {
        assertThat(told(paused(Examples.seen(30, 9, 3), Examples.limits()), "media").lines())
                .startsWith(
                        "Pool shared, which serves tenant media, stayed at 3 workers at 2026-01-05 02:47:13 UTC.",
                        "The policy wanted 3, but amy paused it at 3 workers at 2026-01-05 02:40:00 UTC (\"the policy flaps\").",
                        "To get more workers: spillway scale shared --replicas N; or let it scale automatically again: spillway resume shared",
                        "Without the pause it would ask for as many now.");
    }

    @Test
    void aPersonFixedMoreThanThereIsRoomFor() {
        assertThat(
                        told(
                                        paused(
                                                Examples.seen(0, 5, 3),
                                                Examples.limits().withCapacity(2)),
                                        "media")
                                .lines())
                .startsWith(
                        "Pool shared, which serves tenant media, went from 3 to 2 workers at 2026-01-05 02:47:13 UTC.",
                        "The policy wanted 0, but this pool's part of the capacity is 2 workers.",
                        "To get more workers: make room: lower the guarantees of other pools.",
                        "There is a pause too: amy paused it at 3 workers at 2026-01-05 02:40:00 UTC (\"the policy flaps\").",
                        "Without the pause it would ask for as many now.");
    }

    @Test
    void workAtHandKeepsWorkers() {
        assertThat(told(decide(6, Examples.seen(0, 90, 6), Examples.limits(), CALM), "media"))
                .isEqualTo(
                        """
                        Pool shared, which serves tenant media, stayed at 6 workers at 2026-01-05 02:47:13 UTC.
                        The policy wanted 0, but the 90 requests at hand fill 6 workers of 16 slots.
                        To get more workers: the policy wants fewer than there are, and it shrinks step by step while that lasts; to hold more, raise minReplicas of Pool shared, now 2.

                        What was seen
                          0 requests waiting, 90 in flight.
                          Tenant media: 0 waiting, 45 in flight; promised within 350 ms; a request takes 200 ms.
                          Workers: 6 asked for; 6 ready.

                        Why it wanted 0
                          By the number of waiting requests.
                            waiting requests                    0
                            waiting requests a worker may have  10

                        What limited it, step by step
                          0 became 2: the minimum is 2.
                          2 became 5: one step takes 10 % of the workers, at least 1 and at most 2.
                          5 became 6: the 90 requests at hand fill 6 workers of 16 slots.

                        Decided by queue-depth/1; controller 0.1.0.""");
    }

    @ParameterizedTest
    @EnumSource(Bound.class)
    void hasWordsForEveryBound(Bound bound) {
        String told = told(Examples.decision(NOW, 3, 4, bound), "media");

        assertThat(told).doesNotContain("null").contains("\nTo get more workers: ");
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
                Decision.FORMAT,
                "0.1.0",
                NOW,
                "shared",
                seen,
                limits,
                choice,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
