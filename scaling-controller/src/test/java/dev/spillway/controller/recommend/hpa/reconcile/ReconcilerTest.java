package dev.spillway.controller.recommend.hpa.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.controller.recommend.hpa.calculator.Gates;
import dev.spillway.controller.recommend.hpa.calculator.MetricReading;
import dev.spillway.controller.recommend.hpa.calculator.MetricsApi;
import dev.spillway.controller.recommend.hpa.calculator.Pod;
import dev.spillway.controller.recommend.hpa.calculator.PodList;
import dev.spillway.controller.recommend.hpa.calculator.Sample;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.hpa.normalize.HpaMemory;
import dev.spillway.controller.recommend.hpa.normalize.LimitReason;
import dev.spillway.controller.recommend.hpa.normalize.Recommended;
import dev.spillway.controller.recommend.hpa.normalize.ScaleEvent;
import dev.spillway.controller.recommend.hpa.selector.LabelSelector;
import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricTarget;
import dev.spillway.controller.recommend.hpa.spec.ScaleTarget;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

final class ReconcilerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final MetricSpec QUEUE =
            MetricSpec.external("queue", MetricTarget.averageValue(10_000));
    private static final MetricReading NO_QUEUE = MetricsApi.externalUnavailable("down");

    private final Reconciler reconciler = new Reconciler();

    @Nested
    class ByMetrics {

        @Test
        void growsByTheMetricAboveTarget() {
            Reconciliation result = go(hpa(1, 10, QUEUE), HpaState.NEW, 3, queue(50_000));

            assertThat(result.replicas()).isEqualTo(5);
            assertThat(result.rescaled()).isTrue();
            assertThat(result.error()).isEmpty();
            assertThat(result.events())
                    .containsExactly(
                            new Event(
                                    Event.Severity.NORMAL,
                                    "SuccessfulRescale",
                                    "New size: 5; reason: external metric queue(nil) above"
                                            + " target"));
            assertThat(shown(result))
                    .containsExactly(
                            "AbleToScale=true/SucceededRescale: the HPA controller was able to"
                                    + " update the target scale to 5",
                            "ScalingActive=true/ValidMetricFound: the HPA was able to successfully"
                                    + " calculate a replica count from external metric queue(nil)",
                            "ScalingLimited=false/DesiredWithinRange: the desired count is within"
                                    + " the acceptable range");
            assertThat(result.next().status().lastScaleTime()).contains(NOW);
            assertThat(result.next().status().currentReplicas()).isEqualTo(3);
            assertThat(result.next().status().desiredReplicas()).isEqualTo(5);
            assertThat(result.next().status().metrics())
                    .containsExactly(
                            new MetricStatus(
                                    "queue",
                                    OptionalLong.empty(),
                                    OptionalLong.of(16_667),
                                    OptionalInt.empty()));
        }

        @Test
        void shrinksWhenAllAreBelow() {
            Reconciliation result = go(hpa(1, 10, QUEUE), remembering(), 5, queue(20_000));

            assertThat(result.replicas()).isEqualTo(2);
            assertThat(result.events())
                    .containsExactly(
                            new Event(
                                    Event.Severity.NORMAL,
                                    "SuccessfulRescale",
                                    "New size: 2; reason: All metrics below target"));
        }

        @Test
        void staysWithinTolerance() {
            Reconciliation result = go(hpa(1, 10, QUEUE), HpaState.NEW, 3, queue(33_000));

            assertThat(result.replicas()).isEqualTo(3);
            assertThat(result.rescaled()).isFalse();
            assertThat(result.events()).isEmpty();
            assertThat(shown(result))
                    .contains(
                            "AbleToScale=true/ReadyForNewScale: recommended size matches current"
                                    + " size");
            assertThat(result.next().status().lastScaleTime()).isEmpty();
        }

        @Test
        void isHeldByItsFirstRecommendation() {
            // The replicas found at first count as a recommendation: five minutes' guard.
            HpaSpec spec = hpa(1, 10, QUEUE);
            Reconciliation first = go(spec, HpaState.NEW, 5, queue(20_000));
            assertThat(first.replicas()).isEqualTo(5);
            assertThat(first.stabilized()).hasValue(5);
            assertThat(shown(first))
                    .contains(
                            "AbleToScale=true/ScaleDownStabilized: recent recommendations were"
                                    + " higher than current one, applying the highest recent"
                                    + " recommendation");
            assertThat(first.next().memory().recommendations())
                    .containsExactly(new Recommended(5, NOW), new Recommended(2, NOW));

            Reconciliation inTime = at(NOW.plusSeconds(300), spec, first.next(), 5, queue(20_000));
            assertThat(inTime.replicas()).isEqualTo(5);
            Reconciliation after = at(NOW.plusSeconds(301), spec, first.next(), 5, queue(20_000));
            assertThat(after.replicas()).isEqualTo(2);
        }

        @Test
        void shrinksAtOnceWithAStaleMemoryAndKeepsNothingOfIt() {
            HpaSpec plain = hpa(1, 10, QUEUE);
            for (HpaSpec spec : List.of(plain, plain.withBehavior(HpaBehavior.DEFAULT))) {
                Reconciliation result = go(spec, remembering(), 5, queue(20_000));
                assertThat(result.replicas()).isEqualTo(2);
                assertThat(result.next().memory().recommendations())
                        .containsExactly(new Recommended(2, NOW));
            }
        }

        @Test
        void forgetsItsGuardWithTheController() {
            HpaSpec spec = hpa(1, 10, QUEUE);
            Reconciliation before = go(spec, HpaState.NEW, 9, queue(90_000));
            Reconciliation after =
                    at(NOW.plusSeconds(15), spec, before.next().afterRestart(), 9, queue(10_000));
            assertThat(after.replicas()).isEqualTo(9);
            assertThat(after.next().memory().recommendations()).hasSize(2);
            assertThat(after.next().status().conditions()).hasSize(3);
        }

        @Test
        void doublesAtMostWithoutBehaviour() {
            Reconciliation result = go(hpa(1, 100, QUEUE), HpaState.NEW, 3, queue(900_000));
            assertThat(result.replicas()).isEqualTo(6);
            assertThat(result.limit()).contains(LimitReason.SCALE_UP_LIMIT);
            assertThat(shown(result))
                    .contains(
                            "ScalingLimited=true/ScaleUpLimit: the desired replica count is"
                                    + " increasing faster than the maximum scale rate");
            assertThat(
                            new Reconciler(Tuning.OF_UPSTREAM_TESTS, Gates.DEFAULT, Set.of())
                                    .reconcile(
                                            hpa(1, 100, QUEUE),
                                            HpaState.NEW,
                                            Cluster.of(3, 3, ready(3), queue(900_000)),
                                            NOW)
                                    .replicas())
                    .isEqualTo(24);
        }

        @Test
        void keepsItsBounds() {
            assertThat(go(hpa(1, 4, QUEUE), HpaState.NEW, 3, queue(900_000)).limit())
                    .contains(LimitReason.TOO_MANY_REPLICAS);
            Reconciliation low = go(hpa(2, 4, QUEUE), remembering(), 3, queue(0));
            assertThat(low.replicas()).isEqualTo(2);
            assertThat(low.limit()).contains(LimitReason.TOO_FEW_REPLICAS);
        }

        @Test
        void takesTheHighestOfSeveral() {
            MetricSpec other = MetricSpec.external("other", MetricTarget.value(1_000));
            Reconciliation result =
                    go(hpa(1, 10, QUEUE, other), HpaState.NEW, 2, queue(30_000), queue(2_000));
            assertThat(result.proposals()).containsExactly(OptionalInt.of(3), OptionalInt.of(4));
            assertThat(result.replicas()).isEqualTo(4);
            assertThat(result.events().getFirst().message())
                    .isEqualTo("New size: 4; reason: external metric other(nil) above target");
        }

        @Test
        void growsOnOneWhileAnotherFails() {
            MetricSpec other = MetricSpec.external("other", MetricTarget.value(1_000));
            Reconciliation result =
                    go(hpa(1, 10, other, QUEUE), HpaState.NEW, 2, NO_QUEUE, queue(40_000));
            assertThat(result.replicas()).isEqualTo(4);
            assertThat(result.error())
                    .contains(
                            "invalid metrics (1 invalid out of 2), first error is: failed to get"
                                    + " other external metric value: failed to get external metric"
                                    + " other: unable to get external metric default/other/nil: unable"
                                    + " to fetch metrics from external metrics API: down");
            assertThat(result.condition(Condition.Type.SCALING_ACTIVE).orElseThrow().isTrue())
                    .isTrue();
            assertThat(result.next().status().metrics().getFirst()).isEqualTo(MetricStatus.UNREAD);
            assertThat(result.events())
                    .extracting(Event::reason)
                    .containsExactly("FailedGetExternalMetric", "SuccessfulRescale");
        }

        @Test
        void neverShrinksWhileAnyFails() {
            MetricSpec other = MetricSpec.external("other", MetricTarget.value(1_000));
            Reconciliation result =
                    go(hpa(1, 10, QUEUE, other), remembering(), 5, queue(10_000), NO_QUEUE);
            assertThat(result.replicas()).isEqualTo(5);
            assertThat(result.rescaled()).isFalse();
            assertThat(result.error().orElseThrow())
                    .startsWith(
                            "failed to compute desired number of replicas based on listed metrics"
                                    + " for Deployment/default/web: invalid metrics (1 invalid out"
                                    + " of 2), first error is: ");
            assertThat(result.events())
                    .extracting(Event::reason)
                    .containsExactly("FailedGetExternalMetric", "FailedComputeMetricsReplicas");
            Condition active = result.condition(Condition.Type.SCALING_ACTIVE).orElseThrow();
            assertThat(active.isTrue()).isFalse();
            assertThat(active.reason()).isEqualTo("FailedGetExternalMetric");
            assertThat(active.message())
                    .isEqualTo(
                            "the HPA was unable to compute the replica count: unable to get"
                                    + " external metric default/other/nil: unable to fetch metrics from"
                                    + " external metrics API: down");
            // Nothing was recommended, so nothing is remembered.
            assertThat(result.next().memory().recommendations())
                    .isEqualTo(remembering().memory().recommendations());
        }

        @Test
        void staysOnOneWhileAnotherFails() {
            MetricSpec other = MetricSpec.external("other", MetricTarget.value(1_000));
            Reconciliation result =
                    go(hpa(1, 10, QUEUE, other), HpaState.NEW, 5, queue(50_000), NO_QUEUE);
            assertThat(result.replicas()).isEqualTo(5);
            assertThat(result.error()).isPresent();
            assertThat(result.condition(Condition.Type.SCALING_ACTIVE).orElseThrow().isTrue())
                    .isTrue();
        }

        @Test
        void appliesToleranceOfEachDirectionWhereTheGateIsOn() {
            HpaSpec spec =
                    hpa(1, 10, QUEUE)
                            .withBehavior(
                                    new HpaBehavior(
                                            ScalingRules.UP.withTolerance(0.02),
                                            ScalingRules.DOWN.withTolerance(0.5)));
            assertThat(go(spec, HpaState.NEW, 3, queue(31_000)).replicas()).isEqualTo(4);
            assertThat(go(spec, remembering(), 3, queue(16_000)).replicas()).isEqualTo(3);
            HpaSpec atItsEdge =
                    hpa(1, 2000, QUEUE)
                            .withBehavior(
                                    new HpaBehavior(
                                            ScalingRules.UP,
                                            ScalingRules.DOWN.withTolerance(0.059)));
            assertThat(go(atItsEdge, remembering(), 1000, queue(9_410_000)).replicas())
                    .isEqualTo(1000);
            assertThat(go(atItsEdge, remembering(), 1000, queue(9_409_999)).replicas())
                    .isEqualTo(941);
            Reconciler without =
                    new Reconciler(
                            Tuning.DEFAULT,
                            Gates.DEFAULT.withConfigurableTolerance(false),
                            Set.of());
            assertThat(
                            without.reconcile(
                                            spec,
                                            HpaState.NEW,
                                            Cluster.of(3, 3, ready(3), queue(31_000)),
                                            NOW)
                                    .replicas())
                    .isEqualTo(3);
        }

        @Test
        void storesStepsOnlyWithBehaviour() {
            HpaSpec plain = hpa(1, 10, QUEUE);
            assertThat(go(plain, HpaState.NEW, 3, queue(50_000)).next().memory().scaleUps())
                    .isEmpty();
            HpaSpec ruled = plain.withBehavior(HpaBehavior.DEFAULT);
            assertThat(go(ruled, HpaState.NEW, 3, queue(50_000)).next().memory().scaleUps())
                    .containsExactly(new ScaleEvent(2, NOW, false));
        }

        @Test
        void saysWhatHoldsItUpwards() {
            HpaSpec slow =
                    hpa(1, 10, QUEUE)
                            .withBehavior(
                                    new HpaBehavior(
                                            ScalingRules.UP.withWindow(Duration.ofMinutes(1)),
                                            ScalingRules.DOWN));
            Reconciliation result = go(slow, HpaState.NEW, 3, queue(50_000));
            assertThat(result.replicas()).isEqualTo(3);
            assertThat(shown(result))
                    .contains(
                            "AbleToScale=true/ScaleUpStabilized: recent recommendations were lower"
                                    + " than current one, applying the lowest recent recommendation");
        }

        @Test
        void needsAReadingForEachMetric() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> go(hpa(1, 10, QUEUE), HpaState.NEW, 3))
                    .withMessage("there are 0 readings for 1 metrics; each metric needs one");
        }
    }

    @Nested
    class WithoutMetrics {

        @Test
        void isBroughtDownToItsMaximumAtOnce() {
            Reconciliation result = go(hpa(1, 4, QUEUE), HpaState.NEW, 9, NO_QUEUE);
            assertThat(result.replicas()).isEqualTo(4);
            assertThat(result.error()).isEmpty();
            assertThat(result.proposals()).isEmpty();
            assertThat(result.events())
                    .containsExactly(
                            new Event(
                                    Event.Severity.NORMAL,
                                    "SuccessfulRescale",
                                    "New size: 4; reason: Current number of replicas above"
                                            + " Spec.MaxReplicas"));
        }

        @Test
        void isBroughtUpToItsMinimumAtOnce() {
            HpaSpec disabled =
                    hpa(7, 9, QUEUE)
                            .withBehavior(
                                    new HpaBehavior(
                                            ScalingRules.UP.withSelect(
                                                    ScalingRules.Select.DISABLED),
                                            ScalingRules.DOWN));
            Reconciliation result = go(disabled, HpaState.NEW, 2, NO_QUEUE);
            assertThat(result.replicas()).isEqualTo(7);
            assertThat(result.events().getFirst().message())
                    .isEqualTo(
                            "New size: 7; reason: Current number of replicas below"
                                    + " Spec.MinReplicas");
            assertThat(result.next().memory().scaleUps())
                    .containsExactly(new ScaleEvent(5, NOW, false));
        }

        @Test
        void hasAMinimumOfOneWhereNoneIsSaid() {
            HpaSpec spec =
                    new HpaSpec(
                            "default",
                            "web",
                            new ScaleTarget("apps/v1", "Deployment", "web"),
                            OptionalInt.empty(),
                            5,
                            List.of(QUEUE),
                            Optional.empty());
            assertThat(go(spec, remembering(), 3, queue(0)).replicas()).isEqualTo(1);
        }

        @Test
        void watchesCpuWhereNothingIsSaid() {
            assertThat(hpa(1, 5).metrics()).containsExactly(MetricSpec.cpu(80));
        }
    }

    @Nested
    class AtZero {

        private final Reconciler gated =
                new Reconciler(Tuning.DEFAULT, Gates.DEFAULT.withScaleToZero(true), Set.of());

        private Reconciliation gated(HpaSpec spec, HpaState state, int current, long queue) {
            return gated.reconcile(
                    spec, state, Cluster.of(current, current, ready(current), queue(queue)), NOW);
        }

        @Test
        void isDisabled() {
            Reconciliation result = go(hpa(1, 4, QUEUE), HpaState.NEW, 0, queue(50_000));
            assertThat(result.replicas()).isZero();
            assertThat(result.rescaled()).isFalse();
            assertThat(result.events()).isEmpty();
            assertThat(shown(result))
                    .containsExactly(
                            "AbleToScale=true/SucceededGetScale: the HPA controller was able to get"
                                    + " the target's current scale",
                            "ScalingActive=false/ScalingDisabled: scaling is disabled since the"
                                    + " replica count of the target is zero");
            assertThat(result.next().memory().recommendations())
                    .containsExactly(new Recommended(0, NOW));
        }

        @Test
        void staysDisabledThereWhenSomebodyElseDidIt() {
            assertThat(gated(hpa(0, 4, QUEUE), HpaState.NEW, 0, 50_000).replicas()).isZero();
        }

        @Test
        void goesAndComesBackBehindTheGate() {
            Reconciliation down = gated(hpa(0, 4, QUEUE), remembering(), 3, 0);
            assertThat(down.replicas()).isZero();
            assertThat(shown(down))
                    .contains(
                            "ScaledToZero=true/ScaledToZero: the HPA controller scaled the workload"
                                    + " to zero");
            Reconciliation up = gated(hpa(0, 4, QUEUE), down.next(), 0, 15_000);
            assertThat(up.replicas()).isEqualTo(2);
            assertThat(shown(up))
                    .contains(
                            "ScaledToZero=false/NotScaledToZero: the HPA controller did not scale"
                                    + " the workload to zero");
        }

        @Test
        void comesBackToAMinimumThatWasRaised() {
            Reconciliation down = gated(hpa(0, 4, QUEUE), remembering(), 3, 0);
            Reconciliation up = gated(hpa(2, 4, QUEUE), down.next(), 0, 0);
            assertThat(up.replicas()).isEqualTo(2);
            Reconciliation more =
                    gated.reconcile(
                            hpa(0, 9, QUEUE).withBounds(3, 9),
                            down.next(),
                            Cluster.of(0, 0, ready(0), queue(10_000)),
                            NOW);
            assertThat(more.replicas()).isEqualTo(3);
        }

        @Test
        void forgetsThereWithoutTheGate() {
            Reconciliation down = gated(hpa(0, 4, QUEUE), remembering(), 3, 0);
            Reconciliation result = go(hpa(0, 4, QUEUE), down.next(), 0, queue(50_000));
            assertThat(result.replicas()).isZero();
            assertThat(result.condition(Condition.Type.SCALED_TO_ZERO)).isEmpty();
        }

        @Test
        void cannotComeBackByResourcesAlone() {
            HpaSpec cpu = hpa(0, 4, MetricSpec.cpu(50));
            Condition zero =
                    new Condition(Condition.Type.SCALED_TO_ZERO, true, "ScaledToZero", "", NOW);
            HpaState state =
                    new HpaState(
                            HpaState.NEW.memory(),
                            new HpaStatus(0, 0, Optional.empty(), List.of(), List.of(zero)));
            Reconciliation result =
                    gated.reconcile(
                            cpu,
                            state,
                            Cluster.of(0, 0, ready(0), MetricsApi.resourceUnavailable("")),
                            NOW);
            assertThat(shown(result)).anyMatch(line -> line.contains("ScalingDisabled"));
        }
    }

    @Nested
    class Failing {

        @Test
        void toReadTheScaleItStops() {
            for (Map.Entry<ScaleLookup.Step, String> each :
                    Map.of(
                                    ScaleLookup.Step.API_VERSION,
                                    "invalid API version in scale target reference: boom",
                                    ScaleLookup.Step.KIND,
                                    "unable to determine resource for scale target reference: boom",
                                    ScaleLookup.Step.SCALE,
                                    "failed to query scale subresource for Deployment/default/web:"
                                            + " boom")
                            .entrySet()) {
                Reconciliation result =
                        reconciler.reconcile(
                                hpa(1, 4, QUEUE),
                                HpaState.NEW,
                                Cluster.of(1, 1, ready(1), queue(1))
                                        .withScale(new ScaleLookup.Failed(each.getKey(), "boom")),
                                NOW);
                assertThat(result.error()).contains(each.getValue());
                assertThat(result.events())
                        .containsExactly(
                                new Event(Event.Severity.WARNING, "FailedGetScale", "boom"));
                assertThat(shown(result))
                        .containsExactly(
                                "AbleToScale=false/FailedGetScale: the HPA controller was unable to"
                                        + " get the target's current scale: boom");
                assertThat(result.next().memory().recommendations()).isEmpty();
            }
        }

        @Test
        void toSetTheScaleItKeepsWhatThereIs() {
            Reconciliation result =
                    reconciler.reconcile(
                            hpa(1, 10, QUEUE).withBehavior(HpaBehavior.DEFAULT),
                            HpaState.NEW,
                            Cluster.of(3, 3, ready(3), queue(50_000))
                                    .withUpdates(new UpdateAttempt.Failed("boom")),
                            NOW);
            assertThat(result.replicas()).isEqualTo(3);
            assertThat(result.error()).contains("failed to rescale Deployment/default/web: boom");
            assertThat(result.events())
                    .containsExactly(
                            new Event(
                                    Event.Severity.WARNING,
                                    "FailedRescale",
                                    "New size: 5; reason: external metric queue(nil) above target;"
                                            + " error: boom"));
            assertThat(shown(result))
                    .contains(
                            "AbleToScale=false/FailedUpdateScale: the HPA controller was unable to"
                                    + " update the target scale: boom");
            assertThat(result.next().memory().scaleUps()).isEmpty();
            assertThat(result.next().status().lastScaleTime()).isEmpty();
        }

        @Test
        void byConflictItTriesAgainFiveTimes() {
            UpdateAttempt conflict = new UpdateAttempt.Conflict("stale");
            Cluster cluster = Cluster.of(3, 3, ready(3), queue(50_000));
            assertThat(
                            reconciler
                                    .reconcile(
                                            hpa(1, 10, QUEUE),
                                            HpaState.NEW,
                                            cluster.withUpdates(
                                                    conflict, conflict, conflict, conflict),
                                            NOW)
                                    .replicas())
                    .isEqualTo(5);
            assertThat(
                            reconciler
                                    .reconcile(
                                            hpa(1, 10, QUEUE),
                                            HpaState.NEW,
                                            cluster.withUpdates(
                                                    conflict, conflict, conflict, conflict,
                                                    conflict),
                                            NOW)
                                    .error())
                    .contains("failed to rescale Deployment/default/web: stale");
        }

        @Test
        void withoutASelectorItStops() {
            Reconciliation result = withSelector("", ready(1));
            assertThat(result.events())
                    .extracting(Event::reason, Event::message)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    "SelectorRequired", "selector is required"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "FailedComputeMetricsReplicas", "selector is required"));
            assertThat(shown(result))
                    .contains(
                            "ScalingActive=false/InvalidSelector: the HPA target's scale is missing"
                                    + " a selector");
        }

        @Test
        void withASelectorThatCannotBeReadItStops() {
            Reconciliation result = withSelector("cheddar cheese", ready(1));
            assertThat(shown(result))
                    .contains(
                            "ScalingActive=false/InvalidSelector: couldn't convert selector into a"
                                    + " corresponding internal selector object: unable to parse"
                                    + " requirement: found 'cheese', expected: in, notin, =, ==, !=, gt,"
                                    + " lt");
            assertThat(result.rescaled()).isFalse();
        }

        @Test
        void withPodsOfAnotherAutoscalerItStops() {
            PodList pods = PodList.of(pod(0).withLabels(Map.of("app", "web", "team", "a")));
            Cluster cluster =
                    Cluster.of(1, 1, pods, queue(50_000))
                            .withScale(new ScaleLookup.Found(1, 1, "app=web"));
            Reconciliation result =
                    reconciler.reconcile(
                            hpa(1, 10, QUEUE),
                            HpaState.NEW,
                            cluster.withPeers(new Peer("other", "team in (a, b)")),
                            NOW);
            assertThat(result.replicas()).isEqualTo(1);
            assertThat(shown(result))
                    .contains(
                            "ScalingActive=false/AmbiguousSelector: pods by selector app=web are"
                                    + " controlled by more than one HPA (e.g. [{web default} {other"
                                    + " default}])");
            assertThat(
                            reconciler
                                    .reconcile(
                                            hpa(1, 10, QUEUE),
                                            HpaState.NEW,
                                            cluster.withPeers(
                                                    new Peer("other", "team=b"),
                                                    new Peer("web", "app=web")),
                                            NOW)
                                    .rescaled())
                    .isTrue();
        }

        @Test
        void whenPodsCannotBeListedItStops() {
            Reconciliation result =
                    go(
                            hpa(1, 10, QUEUE),
                            HpaState.NEW,
                            1,
                            new PodList.Failed("boom"),
                            queue(50_000));
            assertThat(result.error())
                    .contains(
                            "failed to compute desired number of replicas based on listed metrics"
                                    + " for Deployment/default/web: boom");
        }

        private Reconciliation withSelector(String selector, PodList pods) {
            return reconciler.reconcile(
                    hpa(1, 10, QUEUE),
                    HpaState.NEW,
                    Cluster.of(1, 1, pods, queue(50_000))
                            .withScale(new ScaleLookup.Found(1, 1, selector)),
                    NOW);
        }
    }

    @Nested
    class Naming {

        @Test
        void metricsThatGrow() {
            assertThat(reason(MetricSpec.cpu(50), cpu(1000, 1000)))
                    .isEqualTo("cpu resource utilization (percentage of request) above target");
            assertThat(
                            reason(
                                    new MetricSpec.Resource(
                                            "memory", MetricTarget.averageValue(500)),
                                    cpu(1000, 1000)))
                    .isEqualTo("memory resource above target");
            assertThat(
                            reason(
                                    new MetricSpec.ContainerResource(
                                            "cpu", "main", MetricTarget.averageUtilization(50)),
                                    cpu(1000, 1000)))
                    .isEqualTo(
                            "cpu container resource utilization (percentage of request) above"
                                    + " target");
            assertThat(
                            reason(
                                    new MetricSpec.ContainerResource(
                                            "cpu", "main", MetricTarget.averageValue(500)),
                                    cpu(1000, 1000)))
                    .isEqualTo("cpu resource above target");
            assertThat(
                            reason(
                                    new MetricSpec.Pods(
                                            "qps",
                                            Optional.empty(),
                                            MetricTarget.averageValue(500)),
                                    cpu(1000, 1000)))
                    .isEqualTo("pods metric qps above target");
            assertThat(reason(object(MetricTarget.value(500)), one(1000)))
                    .isEqualTo("Service metric qps above target");
            assertThat(reason(object(MetricTarget.averageValue(250)), one(1000)))
                    .isEqualTo("external metric qps(nil) above target");
            assertThat(
                            reason(
                                    new MetricSpec.External(
                                            "qps",
                                            Optional.of(LabelSelector.ofLabels(Map.of("a", "1"))),
                                            MetricTarget.value(500)),
                                    queue(1000)))
                    .isEqualTo(
                            "external metric qps(&LabelSelector{MatchLabels:map[string]string{a:"
                                    + " 1,},MatchExpressions:[]LabelSelectorRequirement{},}) above"
                                    + " target");
        }

        @Test
        void metricsThatFail() {
            MetricReading down = new MetricReading.Failed("down");
            String cpu = "unable to get metrics for resource cpu: down";
            assertFails(
                    MetricSpec.cpu(50),
                    down,
                    "FailedGetResourceMetric",
                    "failed to get cpu utilization: " + cpu,
                    "failed to get cpu resource metric value: failed to get cpu utilization: "
                            + cpu);
            assertFails(
                    new MetricSpec.Resource("cpu", MetricTarget.averageValue(5)),
                    down,
                    "FailedGetResourceMetric",
                    "failed to get cpu usage: " + cpu,
                    "failed to get cpu resource metric value: failed to get cpu usage: " + cpu);
            assertFails(
                    new MetricSpec.ContainerResource(
                            "cpu", "main", MetricTarget.averageUtilization(5)),
                    down,
                    "FailedGetContainerResourceMetric",
                    "failed to get cpu utilization: " + cpu,
                    "failed to get main container metric value: failed to get cpu utilization: "
                            + cpu);
            assertFails(
                    new MetricSpec.Pods("qps", Optional.empty(), MetricTarget.averageValue(5)),
                    down,
                    "FailedGetPodsMetric",
                    "unable to get metric qps: down",
                    "failed to get pods metric value: unable to get metric qps: down");
            String object = "unable to get metric qps: Service on default front/down";
            assertFails(
                    object(MetricTarget.value(5)),
                    down,
                    "FailedGetObjectMetric",
                    object,
                    "failed to get object metric value: " + object);
            assertFails(
                    object(MetricTarget.averageValue(5)),
                    down,
                    "FailedGetObjectMetric",
                    object,
                    "failed to get object metric value: failed to get qps object metric: "
                            + object);
            String external = "unable to get external metric default/queue/nil: down";
            assertFails(
                    QUEUE,
                    down,
                    "FailedGetExternalMetric",
                    external,
                    "failed to get queue external metric value: failed to get queue external"
                            + " metric: "
                            + external);
            assertFails(
                    new MetricSpec.Unknown("CheddarCheese"),
                    down,
                    "InvalidMetricSourceType",
                    "unknown metric source type \"CheddarCheese\"",
                    "unknown metric source type \"CheddarCheese\"");
        }

        @Test
        void targetsThatMakeNoSense() {
            MetricTarget none =
                    new MetricTarget(
                            OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());
            String resource =
                    "invalid resource metric source: neither an average utilization target nor an"
                            + " average value (usage) target was set";
            assertFails(
                    new MetricSpec.Resource("cpu", none),
                    cpu(1),
                    "FailedGetResourceMetric",
                    resource,
                    "failed to get cpu resource metric value: " + resource);
            String object =
                    "invalid object metric source: neither a value target nor an average value"
                            + " target was set";
            assertFails(
                    object(none),
                    one(1),
                    "FailedGetObjectMetric",
                    object,
                    "failed to get object metric value: " + object);
            String external =
                    "invalid external metric source: neither a value target nor an average value"
                            + " target was set";
            assertFails(
                    MetricSpec.external("queue", none),
                    queue(1),
                    "FailedGetExternalMetric",
                    external,
                    "failed to get queue external metric value: " + external);
        }

        @Test
        void selectorsThatMakeNoSense() {
            Optional<LabelSelector> bad =
                    Optional.of(
                            new LabelSelector(
                                    Map.of(),
                                    List.of(new LabelSelector.Expression("a", "Near", List.of()))));
            String problem = "\"Near\" is not a valid label selector operator";
            assertFails(
                    new MetricSpec.Pods("qps", bad, MetricTarget.averageValue(5)),
                    cpu(1),
                    "FailedGetPodsMetric",
                    problem,
                    "failed to get pods metric value: " + problem);
            assertFails(
                    new MetricSpec.External("qps", bad, MetricTarget.value(5)),
                    queue(1),
                    "FailedGetExternalMetric",
                    problem,
                    "failed to get qps external metric value: failed to get external metric qps: "
                            + problem);
        }

        private void assertFails(
                MetricSpec metric,
                MetricReading reading,
                String reason,
                String shown,
                String error) {
            Reconciliation result = go(hpa(1, 10, metric), HpaState.NEW, 2, reading);
            assertThat(result.events())
                    .containsExactly(
                            new Event(Event.Severity.WARNING, reason, shown),
                            new Event(
                                    Event.Severity.WARNING,
                                    "FailedComputeMetricsReplicas",
                                    "invalid metrics (1 invalid out of 1), first error is: "
                                            + error));
            Condition active = result.condition(Condition.Type.SCALING_ACTIVE).orElseThrow();
            assertThat(active.reason()).isEqualTo(reason);
            assertThat(active.message())
                    .isEqualTo("the HPA was unable to compute the replica count: " + shown);
        }

        private String reason(MetricSpec metric, MetricReading reading) {
            Reconciliation result = go(hpa(1, 10, metric), HpaState.NEW, 2, reading);
            assertThat(result.replicas()).as(result.toString()).isEqualTo(4);
            return result.events().getLast().message().replace("New size: 4; reason: ", "");
        }

        private MetricSpec object(MetricTarget target) {
            return new MetricSpec.ObjectMetric("qps", Optional.empty(), "Service", "front", target);
        }
    }

    @Nested
    class Status {

        @Test
        void isWrittenOnlyWhenItChanges() {
            HpaSpec spec = hpa(1, 10, QUEUE);
            Reconciliation first = go(spec, HpaState.NEW, 3, queue(30_000));
            assertThat(first.statusChanged()).isTrue();
            Reconciliation second = at(NOW.plusSeconds(15), spec, first.next(), 3, queue(30_000));
            assertThat(second.statusChanged()).isFalse();
            Reconciliation third = at(NOW.plusSeconds(30), spec, second.next(), 3, queue(31_000));
            assertThat(third.statusChanged()).isTrue();
        }

        @Test
        void keepsTheTimeOfTheLastTransition() {
            HpaSpec spec = hpa(1, 10, QUEUE);
            Reconciliation first = go(spec, HpaState.NEW, 3, queue(30_000));
            Reconciliation down = at(NOW.plusSeconds(15), spec, first.next(), 3, NO_QUEUE);
            Reconciliation still = at(NOW.plusSeconds(30), spec, down.next(), 3, NO_QUEUE);
            assertThat(still.condition(Condition.Type.SCALING_ACTIVE).orElseThrow().since())
                    .isEqualTo(NOW.plusSeconds(15));
            assertThat(still.condition(Condition.Type.ABLE_TO_SCALE).orElseThrow().since())
                    .isEqualTo(NOW);
            // What was desired before is still shown.
            assertThat(still.next().status().desiredReplicas()).isEqualTo(3);
        }
    }

    private Reconciliation go(
            HpaSpec spec, HpaState state, int current, MetricReading... readings) {
        return at(NOW, spec, state, current, readings);
    }

    private Reconciliation at(
            Instant now, HpaSpec spec, HpaState state, int current, MetricReading... readings) {
        return reconciler.reconcile(
                spec, state, Cluster.of(current, current, ready(current), readings), now);
    }

    private Reconciliation go(
            HpaSpec spec, HpaState state, int current, PodList pods, MetricReading... readings) {
        return reconciler.reconcile(spec, state, Cluster.of(current, current, pods, readings), NOW);
    }

    private static HpaSpec hpa(int min, int max, MetricSpec... metrics) {
        return HpaSpec.of("web", min, max, List.of(metrics));
    }

    /** A state whose guard against scaling down has long passed. */
    private static HpaState remembering() {
        return new HpaState(HpaMemory.STALE, HpaStatus.NEW);
    }

    private static PodList ready(int count) {
        Pod[] pods = new Pod[count];
        for (int i = 0; i < count; i++) {
            pods[i] = pod(i);
        }
        return PodList.of(pods);
    }

    private static Pod pod(int i) {
        return Pod.running(
                "p" + i, NOW.minus(Duration.ofHours(1)), Map.of("cpu", 1000L, "memory", 1000L));
    }

    private static MetricReading queue(long milli) {
        return MetricsApi.external(List.of(milli), NOW);
    }

    private static MetricReading one(long milli) {
        return new MetricReading.OfObject(milli, Optional.of(NOW));
    }

    private static MetricReading cpu(long... milli) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < milli.length; i++) {
            samples.put("p" + i, new Sample(milli[i], NOW, Duration.ofMinutes(1)));
        }
        return new MetricReading.OfPods(samples, Optional.of(NOW));
    }

    private static List<String> shown(Reconciliation result) {
        return result.next().status().conditions().stream()
                .map(
                        condition ->
                                "%s=%s/%s: %s"
                                        .formatted(
                                                condition.type().text(),
                                                condition.isTrue(),
                                                condition.reason(),
                                                condition.message()))
                .toList();
    }
}
