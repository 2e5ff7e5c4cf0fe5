package dev.spillway.controller.recommend.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Pools;
import dev.spillway.controller.recommend.hpa.calculator.Calculation;
import dev.spillway.controller.recommend.hpa.calculator.Container;
import dev.spillway.controller.recommend.hpa.calculator.Gates;
import dev.spillway.controller.recommend.hpa.calculator.MetricReading;
import dev.spillway.controller.recommend.hpa.calculator.MetricsApi;
import dev.spillway.controller.recommend.hpa.calculator.Pod;
import dev.spillway.controller.recommend.hpa.calculator.PodList;
import dev.spillway.controller.recommend.hpa.calculator.ReplicaCalculator;
import dev.spillway.controller.recommend.hpa.calculator.Situation;
import dev.spillway.controller.recommend.hpa.calculator.Tolerance;
import dev.spillway.controller.recommend.hpa.calculator.Tuning;
import dev.spillway.controller.recommend.hpa.normalize.BehaviorNormalization;
import dev.spillway.controller.recommend.hpa.normalize.HpaMemory;
import dev.spillway.controller.recommend.hpa.normalize.LimitReason;
import dev.spillway.controller.recommend.hpa.normalize.Limited;
import dev.spillway.controller.recommend.hpa.normalize.ScaleEvent;
import dev.spillway.controller.recommend.hpa.reconcile.Cluster;
import dev.spillway.controller.recommend.hpa.reconcile.Condition;
import dev.spillway.controller.recommend.hpa.reconcile.HpaState;
import dev.spillway.controller.recommend.hpa.reconcile.Peer;
import dev.spillway.controller.recommend.hpa.reconcile.Reconciler;
import dev.spillway.controller.recommend.hpa.reconcile.Reconciliation;
import dev.spillway.controller.recommend.hpa.reconcile.ScaleLookup;
import dev.spillway.controller.recommend.hpa.reconcile.UpdateAttempt;
import dev.spillway.controller.recommend.hpa.spec.HpaBehavior;
import dev.spillway.controller.recommend.hpa.spec.HpaSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricSpec;
import dev.spillway.controller.recommend.hpa.spec.MetricTarget;
import dev.spillway.controller.recommend.hpa.spec.RatePolicy;
import dev.spillway.controller.recommend.hpa.spec.ScaleTarget;
import dev.spillway.controller.recommend.hpa.spec.ScalingRules;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Runs the examples of docs/hpa-conformance.md, and sees to it that they are the same there. */
final class HpaExamplesTest {

    @Test
    void oneCaseOfTheCalculator() {
        // example: calculator
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        Instant started = now.minusSeconds(3600);
        Pod ready = Pod.running("web-1", started, Map.of("cpu", 1000L));
        Pod deleted = Pod.running("web-2", started, Map.of("cpu", 1000L)).deletedAt(now);
        Pod starting =
                new Pod(
                        "web-3",
                        Map.of("app", "web"),
                        Pod.Phase.RUNNING,
                        Optional.of(now.minusSeconds(60)),
                        Optional.empty(),
                        Optional.of(new Pod.Readiness(Pod.Status.FALSE, now.minusSeconds(60))),
                        List.of(new Container("main", Map.of("cpu", 800L))),
                        List.of(new Container("proxy", Map.of("cpu", 200L))),
                        Map.of());
        Pod withoutSample = Pod.running("web-4", started, Map.of("cpu", 1000L));

        MetricReading reading =
                MetricsApi.resource(
                        "cpu",
                        List.of(
                                new MetricsApi.PodUsage(
                                        "web-1",
                                        now.minusSeconds(20),
                                        Duration.ofSeconds(15),
                                        Map.of("main", Map.of("cpu", 1500L))),
                                new MetricsApi.PodUsage(
                                        "web-3",
                                        now.minusSeconds(20),
                                        Duration.ofSeconds(15),
                                        Map.of("main", Map.of("cpu", 900L)))));

        Calculation result =
                new ReplicaCalculator(Tuning.OF_UPSTREAM_TESTS, Gates.DEFAULT, Set.of())
                        .resourceUtilization(
                                "cpu",
                                Optional.empty(), // or the name of a container
                                30, // target, in percent of the requests
                                reading,
                                new Situation(
                                        "default",
                                        3, // spec.replicas
                                        3, // status.replicas
                                        PodList.of(ready, deleted, starting, withoutSample),
                                        Tolerance.of(0.1),
                                        now));
        // end

        // web-1 uses 150 %; web-3 and web-4 count as idle: 50 % of 30 %, times three samples.
        assertThat(result)
                .isEqualTo(
                        new Calculation.Done(
                                5, OptionalInt.of(150), 1500, Optional.of(now.minusSeconds(20))));
    }

    @Test
    void ratePoliciesAlone() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        // example: rates
        HpaBehavior behavior =
                new HpaBehavior(
                        ScalingRules.UP.withPolicies(
                                RatePolicy.percent(300, Duration.ofMinutes(5))),
                        ScalingRules.DOWN);
        HpaMemory memory =
                new HpaMemory(
                        List.of(), // recommendations, for stabilize(...)
                        List.of(new ScaleEvent(4, now.minusSeconds(60), false)), // ups
                        List.of(new ScaleEvent(2, now.minusSeconds(60), false))); // downs

        Limited limited =
                new BehaviorNormalization(behavior, Tuning.DEFAULT, Set.of())
                        .limit(6, 24, 1, 1000, memory, now); // current, desired, min, max
        // end
        assertThat(limited).isEqualTo(new Limited(16, LimitReason.SCALE_UP_LIMIT));
    }

    @Test
    void oneRound() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        // example: round
        HpaSpec spec =
                new HpaSpec(
                        "default",
                        "web",
                        new ScaleTarget("apps/v1", "Deployment", "web"),
                        OptionalInt.of(1), // minReplicas
                        10, // maxReplicas
                        List.of(
                                MetricSpec.cpu(50),
                                new MetricSpec.External(
                                        "queue",
                                        Optional.empty(),
                                        MetricTarget.averageValue(10_000))), // 10, in thousandths
                        Optional.of(
                                new HpaBehavior(
                                        ScalingRules.UP.withTolerance(0.02),
                                        ScalingRules.DOWN.withWindow(Duration.ofMinutes(1)))));

        Cluster cluster =
                new Cluster(
                        new ScaleLookup.Found(3, 3, "app=web"),
                        PodList.of(
                                Pod.running("web-1", now.minusSeconds(3600), Map.of("cpu", 1000L))
                                        .withLabels(Map.of("app", "web"))),
                        List.of( // one for each metric of the spec
                                MetricsApi.resourceUnavailable("timeout"),
                                MetricsApi.external(List.of(20_000L, 25_000L), now)),
                        List.of(new Peer("other", "app=other")), // other autoscalers
                        List.of(new UpdateAttempt.Conflict("modified"))); // then it succeeds

        Reconciler reconciler =
                new Reconciler(Tuning.DEFAULT, Gates.DEFAULT.withScaleToZero(true), Set.of());
        Reconciliation round = reconciler.reconcile(spec, HpaState.NEW, cluster, now);

        int replicas = round.replicas(); // 5
        Condition active = round.condition(Condition.Type.SCALING_ACTIVE).orElseThrow();
        Optional<String> error = round.error(); // the metric that failed, in full
        HpaState next = round.next(); // for the next round
        // end

        assertThat(replicas).isEqualTo(5);
        assertThat(active.reason()).isEqualTo("ValidMetricFound");
        assertThat(error.orElseThrow()).startsWith("invalid metrics (1 invalid out of 2)");
        assertThat(round.events())
                .extracting(event -> event.reason())
                .containsExactly("FailedGetResourceMetric", "SuccessfulRescale");
        assertThat(next.memory().scaleUps()).containsExactly(new ScaleEvent(2, now, false));
    }

    @Test
    void asAPolicy() {
        Observation seen = Pools.seen(Pools.ready(3), Pools.waiting(50), 1, 20);
        Instant now = Pools.START;
        // example: policy
        HpaPolicy policy =
                new HpaPolicy(
                        HpaSettings.of(
                                        new HpaMetric.QueueDepth(OptionalInt.of(10)),
                                        new HpaMetric.Cpu(80))
                                .withProfile(BehaviorProfile.AGGRESSIVE));
        Advice<HpaPolicyState> advice =
                policy.recommend(policy.initialState(), seen, now); // at most one look in 15 s
        // end
        assertThat(Pools.replicas(advice.recommendation())).isEqualTo(5);
    }

    @Test
    void areTheOnesOfTheDocument() throws IOException {
        String document = Files.readString(Path.of("../docs/hpa-conformance.md"));
        String source =
                plain(
                        Files.readString(
                                Path.of(
                                        "src/test/java/dev/spillway/controller/recommend/hpa/"
                                                + "HpaExamplesTest.java")));
        List<String> blocks =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(document)
                        .results()
                        .map(match -> plain(match.group(1)))
                        .toList();
        assertThat(blocks).hasSize(4);
        assertThat(blocks).allSatisfy(block -> assertThat(source).contains(block));
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
