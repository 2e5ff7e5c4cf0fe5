package dev.spillway.controller.recommend.hpa;

import static dev.spillway.controller.recommend.Pools.goal;
import static dev.spillway.controller.recommend.Pools.load;
import static dev.spillway.controller.recommend.Pools.ready;
import static dev.spillway.controller.recommend.Pools.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.Pools;
import dev.spillway.controller.recommend.Timeline;
import dev.spillway.controller.recommend.hpa.calculator.Tolerance;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongUnaryOperator;

/** What documents say an HPA does, beside what Kubernetes 1.36 does. */
final class GoldenTimelinesTest {

    private static final HpaMetric P95 =
            new HpaMetric.P95Latency(Duration.ofMillis(350), HpaMetric.Kind.PODS);
    private static final HpaMetric QUEUE = new HpaMetric.QueueDepth(OptionalInt.of(10));

    /**
     * A document scales at 360 ms of 350 ms and at 11 of 10 in flight. At the default tolerance
     * neither moves; 1.10 sits on the edge, which 1.36 counts as inside.
     */
    @ParameterizedTest(name = "{0} ms of 350 ms: {1} at 10 %, {2} at 2 %, {3} at 0 %")
    @CsvSource({"350, 3, 3, 3", "360, 3, 4, 4", "385, 3, 4, 4", "389, 4, 4, 4", "351, 3, 3, 4"})
    void toleranceDecidesWhetherASmallBreachCounts(
            int p95Millis, int atTen, int atTwo, int atZero) {
        assertThat(onceAt(p95Millis, 0.10)).isEqualTo(atTen);
        assertThat(onceAt(p95Millis, 0.02)).isEqualTo(atTwo);
        assertThat(onceAt(p95Millis, 0.0)).isEqualTo(atZero);
    }

    private static int onceAt(int p95Millis, double up) {
        HpaSettings settings =
                HpaSettings.of(P95)
                        .withTuning(Tuning.DEFAULT.withTolerance(new Tolerance(0.1, up)));
        var advice =
                new HpaPolicy(settings)
                        .recommend(
                                HpaPolicyState.NEW,
                                Pools.seen(
                                        ready(3), load(0, 0, Duration.ofMillis(p95Millis)), 1, 20),
                                Pools.START);
        return Pools.replicas(advice.recommendation());
    }

    @Test
    void elevenInFlightOfTenAreOnTheEdge() {
        HpaPolicy policy = new HpaPolicy(HpaSettings.of(new HpaMetric.InFlight(10)));
        assertThat(once(policy, load(0, 33, Duration.ZERO))).isEqualTo(3);
        assertThat(once(policy, load(0, 34, Duration.ZERO))).isEqualTo(4);
    }

    private static int once(HpaPolicy policy, dev.spillway.controller.recommend.Signal signal) {
        return Pools.replicas(
                policy.recommend(
                                policy.initialState(),
                                Pools.seen(ready(3), signal, 1, 20),
                                Pools.START)
                        .recommendation());
    }

    /** A document claims 3, 6, 9, 12 at steps of 30 s; its own policies give 5, 8, 12, 18. */
    @Test
    void twoPodsOrHalfEveryThirtySeconds() {
        assertThat(spike(BehaviorProfile.FAST, 3, 20, 0, 150))
                .containsExactly("0:5", "30:8", "60:12", "90:18", "120:20");
    }

    /**
     * A document calls this a reaction within 30 s; its own window of 60 s keeps the lowest
     * recommendation of that minute. The last low one came 15 s before the spike was seen.
     */
    @Test
    void aWindowUpwardsDelaysTheFirstStep() {
        assertThat(spike(BehaviorProfile.FAST, 3, 20, 60, 240))
                .containsExactly("60:5", "90:8", "120:12", "150:18", "180:20");
        assertThat(spike(BehaviorProfile.SLO, 3, 20, 60, 240))
                .containsExactly("105:5", "135:8", "165:12", "195:18", "225:20");
        // A controller that has just started holds the whole minute.
        assertThat(spike(BehaviorProfile.SLO, 3, 20, 0, 150).getFirst()).isEqualTo("60:5");
    }

    @Test
    void aggressiveAndMlDouble() {
        assertThat(spike(BehaviorProfile.AGGRESSIVE, 3, 30, 0, 150))
                .containsExactly("0:7", "15:14", "30:28", "45:30");
        assertThat(spike(BehaviorProfile.ML, 3, 30, 0, 300))
                .containsExactly("0:6", "60:12", "120:24", "180:30");
    }

    @Test
    void profilesShrinkAtTheirOwnPace() {
        assertThat(lull(BehaviorProfile.AGGRESSIVE, 30, 600))
                .startsWith("300:28", "360:26", "420:24", "480:22", "540:20");
        assertThat(lull(BehaviorProfile.SLO, 30, 600))
                .startsWith("300:29", "360:28", "420:27", "480:26");
        assertThat(lull(BehaviorProfile.ML, 30, 600))
                .startsWith("300:15", "360:7", "420:3", "480:1");
    }

    /** The legacy rule doubles and has a first step of 4: four looks. */
    @Test
    void twentyFromOneTakesFourLooksWithoutBehaviour() {
        HpaPolicy policy = new HpaPolicy(HpaSettings.of(QUEUE));
        assertThat(steps(policy, 1, 20, second -> 1000, 0, 120))
                .containsExactly("0:4", "15:8", "30:16", "45:20");
    }

    /** The default behaviour adds 4 or doubles: three looks, if they are 15 s apart to the dot. */
    @Test
    void twentyFromOneTakesThreeLooksWithTheDefaultBehaviour() {
        BehaviorProfile defaults = new BehaviorProfile("default", HpaBehavior.DEFAULT);
        assertThat(spike(defaults, 1, 20, 0, 120)).containsExactly("0:5", "15:10", "30:20");
        // A look that comes a second early finds the period's allowance used up.
        HpaPolicy early =
                new HpaPolicy(
                        HpaSettings.of(QUEUE)
                                .withProfile(defaults)
                                .withSyncPeriod(Duration.ofSeconds(14)));
        assertThat(steps(early, 1, 20, second -> 1000, 0, 120))
                .containsExactly("0:5", "28:10", "56:20");
    }

    /** "Or" upwards is "and" downwards: the same rule, the highest proposal. */
    @Test
    void oneMetricIsEnoughUpwardsAndAllAreNeededDownwards() {
        HpaPolicy policy = new HpaPolicy(HpaSettings.of(QUEUE, P95));
        Timeline<HpaPolicyState> timeline =
                new Timeline<>(
                        policy,
                        goal(1, 20),
                        4,
                        (second, replicas) ->
                                new Timeline.Seen(
                                        ready(replicas),
                                        second < 600
                                                ? load(40, 0, Duration.ofMillis(350))
                                                : second < 1200
                                                        ? load(0, 0, Duration.ofMillis(350))
                                                        : second < 1215
                                                                ? load(80, 0, Duration.ZERO)
                                                                : load(0, 0, Duration.ZERO)));
        assertThat(timeline.run(0, 599)).isEmpty();
        // The queue alone would take all but one away; latency on target does not let it.
        assertThat(timeline.run(600, 1199)).isEmpty();
        assertThat(timeline.run(1200, 1214)).containsExactly("1200:8");
        // Now both agree, and five minutes of calm have passed.
        assertThat(timeline.run(1215, 1515)).containsExactly("1200:8", "1515:1");
    }

    /** A hundred queries in five seconds, then silence: one step up, none down for five minutes. */
    @Test
    void aBurstByMistakeDoesNotThrash() {
        HpaPolicy policy =
                new HpaPolicy(HpaSettings.of(QUEUE).withProfile(BehaviorProfile.AGGRESSIVE));
        List<String> steps = steps(policy, 3, 30, second -> second < 5 ? 100 : 0, 0, 299);
        assertThat(steps).containsExactly("0:7");
        assertThat(steps(policy, 3, 30, second -> second < 5 ? 100 : 0, 0, 330).get(1))
                .startsWith("300:");
    }

    private static List<String> spike(
            BehaviorProfile profile, int from, int max, long since, long until) {
        HpaPolicy policy = new HpaPolicy(HpaSettings.of(QUEUE).withProfile(profile));
        return steps(policy, from, max, second -> second < since ? from * 10L : 1000, 0, until);
    }

    private static List<String> lull(BehaviorProfile profile, int from, long until) {
        HpaPolicy policy = new HpaPolicy(HpaSettings.of(QUEUE).withProfile(profile));
        return steps(policy, from, from, second -> 0, 0, until);
    }

    private static List<String> steps(
            HpaPolicy policy, int from, int max, LongUnaryOperator queue, long start, long end) {
        return new Timeline<>(
                        policy,
                        goal(1, max),
                        from,
                        (second, replicas) ->
                                new Timeline.Seen(
                                        ready(replicas), waiting(queue.applyAsLong(second))))
                .run(start, end);
    }
}
