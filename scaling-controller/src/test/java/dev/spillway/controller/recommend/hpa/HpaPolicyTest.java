package dev.spillway.controller.recommend.hpa;

import static dev.spillway.controller.recommend.Pools.START;
import static dev.spillway.controller.recommend.Pools.busy;
import static dev.spillway.controller.recommend.Pools.load;
import static dev.spillway.controller.recommend.Pools.ready;
import static dev.spillway.controller.recommend.Pools.replicas;
import static dev.spillway.controller.recommend.Pools.seen;
import static dev.spillway.controller.recommend.Pools.stale;
import static dev.spillway.controller.recommend.Pools.waiting;
import static dev.spillway.controller.recommend.Pools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.controller.recommend.Advice;
import dev.spillway.controller.recommend.Fact;
import dev.spillway.controller.recommend.Fleet;
import dev.spillway.controller.recommend.Observation;
import dev.spillway.controller.recommend.Pools;
import dev.spillway.controller.recommend.Reason;
import dev.spillway.controller.recommend.Recommendation;
import dev.spillway.controller.recommend.Signal;
import dev.spillway.controller.recommend.WorkerView;
import dev.spillway.controller.recommend.hpa.calculator.Fix;
import dev.spillway.controller.recommend.hpa.calculator.Gates;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

final class HpaPolicyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HpaPolicy hpa = HpaPolicy.hpa();

    @Test
    void growsByQueueDepth() {
        assertThat(first(hpa, seen(ready(3), waiting(50), 1, 20)))
                .isEqualTo(
                        new Recommendation.Replicas(
                                5,
                                Reason.METRIC_ABOVE_TARGET,
                                new Fact("workers by queue depth", 5),
                                new Fact("workers after look-back", 5)));
    }

    @Test
    void looksOnceInAPeriodAndRepeatsItselfInBetween() {
        Advice<HpaPolicyState> first =
                hpa.recommend(HpaPolicyState.NEW, seen(ready(3), waiting(50), 1, 20), START);
        Advice<HpaPolicyState> between =
                hpa.recommend(
                        first.next(),
                        seen(ready(5), waiting(500), 1, 20),
                        START.plusMillis(14_999));
        assertThat(between.recommendation()).isEqualTo(first.recommendation());
        assertThat(between.next()).isEqualTo(first.next());
        Advice<HpaPolicyState> next =
                hpa.recommend(
                        between.next(), seen(ready(5), waiting(500), 1, 20), START.plusSeconds(15));
        assertThat(replicas(next.recommendation())).isEqualTo(10);
    }

    @Test
    void looksAgainWhenTheClockWasPutBack() {
        HpaPolicyState state =
                hpa.recommend(HpaPolicyState.NEW, seen(ready(3), waiting(30), 1, 20), START).next();
        assertThat(
                        replicas(
                                hpa.recommend(
                                                state,
                                                seen(ready(3), waiting(50), 1, 20),
                                                START.minusSeconds(3600))
                                        .recommendation()))
                .isEqualTo(5);
    }

    @Test
    void holdsWithoutASignal() {
        assertThat(first(hpa, seen(ready(3), stale(), 1, 20)))
                .isEqualTo(new Recommendation.Hold(Reason.SIGNAL_STALE));
        assertThat(first(hpa, seen(ready(3), new Signal.Missing(), 1, 20)))
                .isEqualTo(new Recommendation.Hold(Reason.SIGNAL_MISSING));
    }

    @Test
    void startsAPoolOfNothingWithItsMinimum() {
        assertThat(replicas(first(hpa, seen(ready(0), waiting(500), 3, 20)))).isEqualTo(3);
        // Without the gate there is no minimum of zero.
        assertThat(replicas(first(hpa, seen(ready(0), waiting(0), 0, 20)))).isEqualTo(1);
    }

    @Test
    void goesToZeroAndBackBehindTheGate() {
        HpaPolicy gated =
                new HpaPolicy(
                        HpaSettings.queueDepth().withGates(Gates.DEFAULT.withScaleToZero(true)));
        assertThat(replicas(first(gated, seen(ready(0), waiting(0), 0, 20)))).isZero();
        assertThat(replicas(first(gated, seen(ready(0), waiting(25), 0, 20)))).isEqualTo(3);
        Advice<HpaPolicyState> once =
                gated.recommend(HpaPolicyState.NEW, seen(ready(1), waiting(0), 0, 20), START);
        Advice<HpaPolicyState> later =
                gated.recommend(
                        once.next(), seen(ready(1), waiting(0), 0, 20), START.plusSeconds(301));
        assertThat(replicas(later.recommendation())).isZero();
    }

    @Test
    void isBroughtWithinItsBoundsAtOnce() {
        assertThat(first(hpa, seen(ready(9), stale(), 1, 4)))
                .isEqualTo(new Recommendation.Replicas(4, Reason.OUTSIDE_BOUNDS));
    }

    @Test
    void byCpuKnowsNothingOfTheQueue() {
        HpaPolicy cpu = HpaPolicy.cpu();
        assertThat(replicas(first(cpu, seen(busy(3, 0.6), waiting(5000), 1, 20)))).isEqualTo(3);
        assertThat(replicas(first(cpu, seen(busy(3, 0.95), waiting(0), 1, 20)))).isEqualTo(5);
        // And goes on when the queue cannot be read.
        assertThat(replicas(first(cpu, seen(busy(3, 0.95), stale(), 1, 20)))).isEqualTo(5);
        assertThat(first(cpu, seen(ready(3), waiting(0), 1, 20)))
                .isEqualTo(new Recommendation.Hold(Reason.METRICS_INVALID));
    }

    @Test
    void byCpuTakesStartingWorkersAsIdleBeforeAScaleUp() {
        List<WorkerView> workers = new ArrayList<>(busy(2, 1.4).workers());
        workers.add(worker("s", WorkerView.State.STARTING, OptionalDouble.empty()));
        // 2800 of 3000 promised is 93 % of 70 %: 4, not the 6 of a cluster of two.
        assertThat(replicas(first(HpaPolicy.cpu(), seen(new Fleet(3, workers), stale(), 1, 20))))
                .isEqualTo(4);
    }

    @Test
    void byCpuLeavesDrainingWorkersOut() {
        List<WorkerView> workers = new ArrayList<>(busy(2, 0.7).workers());
        workers.add(worker("d", WorkerView.State.DRAINING, OptionalDouble.of(9)));
        assertThat(replicas(first(HpaPolicy.cpu(), seen(new Fleet(2, workers), stale(), 1, 20))))
                .isEqualTo(2);
    }

    @Test
    void followsLatencyAsValueOfThePoolOrOfEachWorker() {
        for (HpaMetric.Kind as : HpaMetric.Kind.values()) {
            HpaPolicy policy =
                    new HpaPolicy(
                            HpaSettings.of(new HpaMetric.P95Latency(Duration.ofMillis(200), as)));
            assertThat(
                            replicas(
                                    first(
                                            policy,
                                            seen(
                                                    ready(2),
                                                    load(0, 0, Duration.ofMillis(500)),
                                                    1,
                                                    20))))
                    .isEqualTo(4);
        }
    }

    @Test
    void neverShrinksWhileLatencyIsNotMeasured() {
        HpaPolicy policy =
                new HpaPolicy(
                        HpaSettings.of(
                                new HpaMetric.QueueDepth(java.util.OptionalInt.empty()),
                                new HpaMetric.P95Latency(
                                        Duration.ofMillis(200), HpaMetric.Kind.OBJECT)));
        Signal withoutLatency =
                new Signal.Fresh(
                        dev.spillway.controller.recommend.Load.ofDepth("e", 0, 0), Duration.ZERO);
        assertThat(first(policy, seen(ready(3), withoutLatency, 1, 20)))
                .isInstanceOf(Recommendation.Hold.class);
    }

    @Test
    void survivesQueuesOfAnyDepth() {
        assertThat(replicas(first(hpa, seen(ready(3), waiting(Long.MAX_VALUE), 1, 20))))
                .isEqualTo(6);
    }

    @Test
    void namesItsParameters() {
        assertThat(HpaPolicy.cpu().version())
                .startsWith("cpu/1.36 metrics=cpu:70% behavior=none sync=PT15S");
        assertThat(hpa.version()).startsWith("hpa/1.36 metrics=queue-depth:goal");
        assertThat(
                        new HpaPolicy(
                                        HpaSettings.queueDepth()
                                                .withProfile(BehaviorProfile.SLO)
                                                .withFixes(Fix.WAKE_FROM_ZERO))
                                .version())
                .contains("name=slo", "fixes=[WAKE_FROM_ZERO]");
        assertThat(hpa.pacesItself()).isTrue();
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HpaSettings.of())
                .withMessage("metrics is empty; an autoscaler needs one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HpaSettings.cpu(70).withSyncPeriod(Duration.ZERO))
                .withMessage("syncPeriod is PT0S; it must be positive");
    }

    @Test
    void knowsProfilesByName() {
        assertThat(BehaviorProfile.named("slo")).contains(BehaviorProfile.SLO);
        assertThat(BehaviorProfile.named("none")).isEmpty();
    }

    /** A state that was written and read back decides as one that was not, at every point. */
    @Test
    void decidesTheSameAfterARestartAtAnyPoint() {
        HpaPolicy policy =
                new HpaPolicy(
                        HpaSettings.of(
                                        new HpaMetric.QueueDepth(java.util.OptionalInt.empty()),
                                        new HpaMetric.Cpu(80),
                                        new HpaMetric.P95Latency(
                                                Duration.ofMillis(350), HpaMetric.Kind.PODS))
                                .withProfile(BehaviorProfile.SLO));
        Random random = new Random(7);
        HpaPolicyState kept = policy.initialState();
        HpaPolicyState restarted = policy.initialState();
        int replicas = 3;
        for (int i = 0; i < 600; i++) {
            Instant now = START.plusSeconds(5L * i);
            Signal signal =
                    random.nextInt(10) == 0
                            ? stale()
                            : load(
                                    random.nextInt(200),
                                    random.nextInt(50),
                                    Duration.ofMillis(random.nextInt(700)));
            Observation observation =
                    seen(busy(replicas, random.nextInt(120) / 100.0), signal, 1, 20);
            Advice<HpaPolicyState> one = policy.recommend(kept, observation, now);
            restarted = JSON.readValue(JSON.writeValueAsString(restarted), policy.stateType());
            Advice<HpaPolicyState> other = policy.recommend(restarted, observation, now);
            assertThat(other).isEqualTo(one);
            kept = one.next();
            restarted = other.next();
            if (one.recommendation() instanceof Recommendation.Replicas(int wanted, _, _)) {
                replicas = wanted;
            }
        }
        assertThat(kept.hpa().memory().recommendations()).isNotEmpty();
    }

    private static Recommendation first(HpaPolicy policy, Observation observation) {
        return policy.recommend(policy.initialState(), observation, Pools.START).recommendation();
    }
}
