package dev.spillway.controller.recommend.hpa;

import static org.quicktheories.QuickTheory.qt;

import dev.spillway.controller.recommend.hpa.calculator.Calculation;
import dev.spillway.controller.recommend.hpa.calculator.Fix;
import dev.spillway.controller.recommend.hpa.calculator.Gates;
import dev.spillway.controller.recommend.hpa.calculator.MetricReading;
import dev.spillway.controller.recommend.hpa.calculator.MetricsApi;
import dev.spillway.controller.recommend.hpa.calculator.Pod;
import dev.spillway.controller.recommend.hpa.calculator.PodList;
import dev.spillway.controller.recommend.hpa.calculator.ReplicaCalculator;
import dev.spillway.controller.recommend.hpa.calculator.Sample;
import dev.spillway.controller.recommend.hpa.calculator.Situation;
import dev.spillway.controller.recommend.hpa.calculator.Tolerance;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.hpa.normalize.BehaviorNormalization;
import dev.spillway.controller.recommend.hpa.normalize.HpaMemory;
import dev.spillway.controller.recommend.hpa.normalize.Recommended;
import dev.spillway.controller.recommend.hpa.normalize.ScaleEvent;
import dev.spillway.controller.recommend.hpa.reconcile.Cluster;
import dev.spillway.controller.recommend.hpa.reconcile.HpaState;
import dev.spillway.controller.recommend.hpa.reconcile.HpaStatus;
import dev.spillway.controller.recommend.hpa.reconcile.Reconciler;
import dev.spillway.controller.recommend.hpa.reconcile.Reconciliation;
import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricTarget;
import dev.spillway.controller.recommend.hpa.spec.RatePolicy;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;

import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What must hold whatever comes. A case is drawn from one seed, which a failure prints. */
final class HpaPropertiesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int CASES = 5_000;
    private static final MetricSpec QUEUE =
            MetricSpec.external("queue", MetricTarget.averageValue(10_000));

    @Test
    void neverLeavesItsBounds() {
        qt().withExamples(CASES)
                .forAll(seeds())
                .check(
                        seed -> {
                            Scene scene = new Scene(seed);
                            int replicas = scene.go(scene.queue()).replicas();
                            return scene.min <= replicas && replicas <= scene.max;
                        });
    }

    @Test
    void neverShrinksWhileAMetricFails() {
        qt().withExamples(CASES)
                .forAll(seeds())
                .check(
                        seed -> {
                            Scene scene = new Scene(seed);
                            Reconciliation result =
                                    scene.go(
                                            List.of(QUEUE, QUEUE),
                                            scene.queue(),
                                            new MetricReading.Failed("down"));
                            // Growing past stabilisation is all that may happen.
                            return result.replicas() >= scene.current;
                        });
    }

    @Test
    void wantsNoLessForMore() {
        qt().withExamples(CASES)
                .forAll(seeds())
                .check(
                        seed -> {
                            Scene scene = new Scene(seed);
                            long less = scene.random.nextInt(1_000_000);
                            long more = less + scene.random.nextInt(1_000_000);
                            return scene.go(queue(more)).replicas()
                                    >= scene.go(queue(less)).replicas();
                        });
    }

    @Test
    void movesTowardsWhatIsWantedOrNotAtAll() {
        qt().withExamples(CASES)
                .forAll(seeds())
                .check(
                        seed -> {
                            Scene scene = new Scene(seed);
                            BehaviorNormalization rules =
                                    new BehaviorNormalization(
                                            behavior(scene.random), Tuning.DEFAULT, Set.of());
                            int wanted = scene.random.nextInt(200);
                            int calm =
                                    rules.stabilize(scene.current, wanted, scene.memory, NOW)
                                            .replicas();
                            int reached =
                                    rules.limit(
                                                    scene.current,
                                                    calm,
                                                    scene.min,
                                                    scene.max,
                                                    scene.memory,
                                                    NOW)
                                            .replicas();
                            int low = Math.min(scene.current, wanted);
                            int high = Math.max(scene.current, wanted);
                            boolean calmBetween = low <= calm && calm <= high;
                            boolean reachedBetween =
                                    Math.min(scene.current, Math.max(low, scene.min)) <= reached
                                            && reached <= Math.max(high, scene.min);
                            return calmBetween && reachedBetween;
                        });
    }

    @Test
    void fixesNeverBreakBounds() {
        qt().withExamples(CASES)
                .forAll(seeds())
                .check(
                        seed -> {
                            Scene scene = new Scene(seed);
                            scene.reconciler =
                                    new Reconciler(
                                            Tuning.DEFAULT,
                                            Gates.DEFAULT.withScaleToZero(true),
                                            EnumSet.allOf(Fix.class));
                            int replicas = scene.go(scene.queue()).replicas();
                            return scene.min <= replicas && replicas <= scene.max;
                        });
    }

    /** Forgetting what no rule looks at changes no decision. */
    @Test
    void forgettingTheStaleChangesNoDecision() {
        qt().withExamples(500)
                .forAll(seeds())
                .check(
                        seed -> {
                            Scene scene = new Scene(seed);
                            HpaSpec spec = scene.spec(List.of(QUEUE));
                            Reconciler plain = new Reconciler();
                            Reconciler mended =
                                    new Reconciler(
                                            Tuning.DEFAULT,
                                            Gates.DEFAULT,
                                            Set.of(Fix.FORGET_STALE));
                            HpaState one = HpaState.NEW;
                            HpaState other = HpaState.NEW;
                            int current = scene.current;
                            for (int i = 0; i < 60; i++) {
                                Instant now = NOW.plusSeconds(15L * i);
                                Cluster cluster = scene.cluster(current, scene.queue());
                                Reconciliation first = plain.reconcile(spec, one, cluster, now);
                                Reconciliation second = mended.reconcile(spec, other, cluster, now);
                                // Slots of one direction that the other's policies still need are
                                // overwritten by Kubernetes, so only rules of one period compare.
                                if (first.replicas() != second.replicas()) {
                                    return false;
                                }
                                one = first.next();
                                other = second.next();
                                current = first.replicas();
                            }
                            return other.memory().recommendations().size()
                                    <= one.memory().recommendations().size();
                        });
    }

    @Test
    void asksForNoLessWhenPodsAreBusier() {
        qt().withExamples(CASES)
                .forAll(seeds())
                .check(
                        seed -> {
                            Random random = new Random(seed);
                            int pods = 1 + random.nextInt(30);
                            int target = 1 + random.nextInt(150);
                            Tolerance tolerance =
                                    new Tolerance(
                                            random.nextInt(50) / 100.0, random.nextInt(50) / 100.0);
                            int less = random.nextInt(3000);
                            int more = less + random.nextInt(3000);
                            return utilization(pods, less, target, tolerance)
                                    <= utilization(pods, more, target, tolerance);
                        });
    }

    @Test
    void neverDropsBelowCurrentByPodsItKnowsNothingOf() {
        qt().withExamples(CASES)
                .forAll(seeds())
                .check(
                        seed -> {
                            Random random = new Random(seed);
                            int known = 1 + random.nextInt(10);
                            int missing = 1 + random.nextInt(10);
                            int usage = random.nextInt(1000);
                            // Missing pods are taken as full before a scale-down: at a target of
                            // 100 % none of them can be among those that go.
                            int replicas =
                                    replicas(known + missing, missing, usage, 100, Tolerance.of(0));
                            return replicas >= missing;
                        });
    }

    private static int utilization(int pods, int usage, int target, Tolerance tolerance) {
        return replicas(pods, 0, usage, target, tolerance);
    }

    private static int replicas(int pods, int missing, int usage, int target, Tolerance tolerance) {
        List<Pod> all = pods(pods);
        Map<String, Sample> samples = new HashMap<>();
        all.stream()
                .limit(pods - missing)
                .forEach(pod -> samples.put(pod.name(), new Sample(usage, NOW, Duration.ZERO)));
        Calculation result =
                new ReplicaCalculator()
                        .resourceUtilization(
                                "cpu",
                                Optional.empty(),
                                target,
                                new MetricReading.OfPods(samples, Optional.of(NOW)),
                                new Situation(
                                        "default",
                                        pods,
                                        pods,
                                        new PodList.Found(all),
                                        tolerance,
                                        NOW));
        return ((Calculation.Done) result).replicas();
    }

    private static List<Pod> pods(int count) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(Pod.running("p" + i, NOW.minus(Duration.ofHours(1)), Map.of("cpu", 1000L)));
        }
        return pods;
    }

    private static MetricReading queue(long milli) {
        return MetricsApi.external(List.of(milli), NOW);
    }

    private static Gen<Long> seeds() {
        return prng -> prng.next(org.quicktheories.impl.Constraint.between(0, Long.MAX_VALUE));
    }

    /** An autoscaler with a past, in the middle of something. */
    private static final class Scene {

        private final Random random;
        private final int min;
        private final int max;
        private final int current;
        private final HpaMemory memory;
        private final Optional<HpaBehavior> behavior;
        private Reconciler reconciler = new Reconciler();

        Scene(long seed) {
            random = new Random(seed);
            min = 1 + random.nextInt(20);
            max = min + random.nextInt(100);
            current = min + random.nextInt(max - min + 1);
            memory = new HpaMemory(recommendations(random), events(random), events(random));
            behavior = random.nextBoolean() ? Optional.of(behavior(random)) : Optional.empty();
        }

        HpaSpec spec(List<MetricSpec> metrics) {
            HpaSpec spec = HpaSpec.of("web", min, max, metrics);
            return behavior.map(spec::withBehavior).orElse(spec);
        }

        MetricReading queue() {
            return HpaPropertiesTest.queue(random.nextInt(2_000_000) - 1000L);
        }

        Cluster cluster(int replicas, MetricReading... readings) {
            return Cluster.of(replicas, replicas, new PodList.Found(pods(replicas)), readings);
        }

        Reconciliation go(MetricReading reading) {
            return go(List.of(QUEUE), reading);
        }

        Reconciliation go(List<MetricSpec> metrics, MetricReading... readings) {
            return reconciler.reconcile(
                    spec(metrics),
                    new HpaState(memory, HpaStatus.NEW),
                    cluster(current, readings),
                    NOW);
        }
    }

    private static List<Recommended> recommendations(Random random) {
        List<Recommended> past = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            past.add(new Recommended(random.nextInt(150), ago(random)));
        }
        return past;
    }

    private static List<ScaleEvent> events(Random random) {
        List<ScaleEvent> events = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            events.add(new ScaleEvent(random.nextInt(20), ago(random), random.nextBoolean()));
        }
        return events;
    }

    private static Instant ago(Random random) {
        return NOW.minusSeconds(random.nextInt(400));
    }

    private static HpaBehavior behavior(Random random) {
        // One period for both directions, as most people have it.
        Duration period = Duration.ofSeconds(1 + random.nextInt(120));
        return new HpaBehavior(
                rules(random, ScalingRules.UP, period), rules(random, ScalingRules.DOWN, period));
    }

    private static ScalingRules rules(Random random, ScalingRules base, Duration period) {
        ScalingRules.Select[] selects = ScalingRules.Select.values();
        return base.withWindow(Duration.ofSeconds(random.nextInt(300)))
                .withSelect(selects[random.nextInt(selects.length)])
                .withPolicies(
                        RatePolicy.pods(1 + random.nextInt(10), period),
                        RatePolicy.percent(1 + random.nextInt(200), period));
    }
}
