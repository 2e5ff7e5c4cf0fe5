package dev.spillway.controller.recommend.hpa.calculator;

import static dev.spillway.controller.recommend.hpa.calculator.Case.TAKEN;
import static dev.spillway.controller.recommend.hpa.calculator.Case.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

final class ReplicaCalculatorTest {

    private static final Calculation.Failed UNUSABLE =
            new Calculation.Failed(
                    "did not receive metrics for targeted pods (pods might be unready)");

    @Nested
    class Utilization {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                textBlock =
                        """
                        three over target grow,             3, 300 500 700,  30, 5
                        four under target shrink,           4, 200 200 200 200, 50, 2
                        just inside the tolerance stays,    3, 1090 1090 1090, 100, 3
                        the upper edge is inside,           3, 1100 1100 1100, 100, 3
                        one percent above it is not,        3, 1110 1110 1110, 100, 4
                        the lower edge is inside,           10, 900 900 900 900 900 900 900 900 900 900, 100, 10
                        one percent below it is not,        10, 890 890 890 890 890 890 890 890 890 890, 100, 9
                        a fraction of a percent is cut off, 3, 1109 1109 1109, 100, 3
                        nothing used leaves nothing,        2, 0 0, 50, 0
                        """)
        void followsTheRatio(String name, int current, String values, int target, int expected) {
            assertThat(replicas(Case.from(current).ready(longs(values)).utilization(target)))
                    .as(name)
                    .isEqualTo(expected);
        }

        @Test
        void tellsPercentAverageAndTime() {
            assertThat(Case.from(3).ready(300, 500, 700).utilization(30))
                    .isEqualTo(
                            new Calculation.Done(5, OptionalInt.of(50), 500, Optional.of(TAKEN)));
        }

        @Test
        void truncatesPercentAndAverage() {
            assertThat(Case.from(3).ready(333, 333, 335).utilization(50))
                    .isEqualTo(
                            new Calculation.Done(2, OptionalInt.of(33), 333, Optional.of(TAKEN)));
        }

        @Test
        void weighsPodsByTheirRequests() {
            // (100 + 900) of (1000 + 3000) is 25 %, not the 20 % that the mean of ratios would be.
            assertThat(
                            Case.from(2)
                                    .pod(100, 1000, pod -> pod)
                                    .pod(900, 3000, pod -> pod)
                                    .utilization(50))
                    .isEqualTo(
                            new Calculation.Done(1, OptionalInt.of(25), 500, Optional.of(TAKEN)));
        }

        @Test
        void countsReadyPodsNotReplicas() {
            // Four replicas are asked for, three pods are there.
            assertThat(replicas(Case.from(4).ready(800, 800, 800).utilization(50))).isEqualTo(5);
        }

        @Test
        void takesMissingPodsAsFullBeforeAScaleDown() {
            // 2 at 100 m of 1000 m and 2 missing: (200 + 2000) / 4000 = 55 % of 60 %, within 10 %.
            assertThat(replicas(Case.from(4).ready(100, 100).missing(2).utilization(60)))
                    .isEqualTo(4);
            // At a target of 100 %: ceil(0.55 * 4) = 3.
            assertThat(replicas(Case.from(4).ready(100, 100).missing(2).utilization(100)))
                    .isEqualTo(3);
        }

        @Test
        void takesMissingPodsAsOnTargetWhenThatIsMoreThanAllTheyAskedFor() {
            // 3 missing at 200 % each, one at 100 %: (1000 + 3 * 2000) / 4000 = 175 %, ratio 0.875.
            assertThat(replicas(Case.from(4).ready(1000).missing(3).utilization(200))).isEqualTo(4);
            assertThat(replicas(Case.from(8).ready(100, 100, 100, 100).missing(4).utilization(200)))
                    // (400 + 8000) / 8000 = 105 %, ratio 0.525, 8 samples.
                    .isEqualTo(5);
        }

        @Test
        void takesMissingPodsAsIdleBeforeAScaleUp() {
            // 2 at 1500 m, 2 missing: 75 % of 50 % asks for 6, not for 12.
            assertThat(replicas(Case.from(4).ready(1500, 1500).missing(2).utilization(50)))
                    .isEqualTo(6);
        }

        @Test
        void leavesMissingPodsOutWhenUsageIsExactlyOnTarget() {
            assertThat(replicas(Case.from(4).ready(500, 500).missing(2).utilization(50)))
                    .isEqualTo(4);
        }

        @Test
        void doesNotTurnAround() {
            // 90 % of 50 % would grow, with three idle ones added it would shrink: stay.
            assertThat(replicas(Case.from(5).ready(900, 900).missing(3).utilization(50)))
                    .isEqualTo(5);
            // 10 % of 50 % would shrink, with three full ones it would grow: stay.
            assertThat(replicas(Case.from(5).ready(100, 100).missing(3).utilization(50)))
                    .isEqualTo(5);
        }

        @Test
        void doesNotGoBackwardsWhenFewerPodsAnswerThanReplicasExist() {
            // Three samples and one missing: the ratio says up, the count of samples says 6 < 10.
            assertThat(replicas(Case.from(10).ready(1000, 1000, 1000).missing(1).utilization(50)))
                    .isEqualTo(10);
            // And the other way round: down by ratio, but more samples than replicas.
            assertThat(
                            replicas(
                                    Case.from(2)
                                            .ready(100, 100, 100, 100, 100)
                                            .missing(1)
                                            .utilization(50)))
                    // (500 + 1000) / 6000 = 25 %, ratio 0.5, ceil(3) > 2.
                    .isEqualTo(2);
        }

        @Test
        void takesUnreadyPodsAsIdleBeforeAScaleUpOnly() {
            assertThat(replicas(Case.from(3).ready(1000, 1000).pending(1).utilization(50)))
                    // 2000 / 3000 = 66 %, ratio 1.32.
                    .isEqualTo(4);
            // Before a scale-down they do not count at all.
            assertThat(replicas(Case.from(4).ready(100, 100).pending(2).utilization(50)))
                    .isEqualTo(1);
        }

        @Test
        void countsStrayReadingsAsSamplesOnly() {
            // Not a pod of ours: no request, so no part in the sum, but a sample all the same.
            assertThat(
                            replicas(
                                    Case.from(2)
                                            .ready(1000, 1000)
                                            .pending(1)
                                            .stray("stray", 9999)
                                            .utilization(50)))
                    // 2000 / 3000 = 66 %, ratio 1.32, four samples.
                    .isEqualTo(6);
        }

        @Test
        void failsWithoutMatchingPods() {
            Case onlyStray = Case.from(2).missing(1).stray("stray", 10);
            assertThat(onlyStray.utilization(50))
                    .isEqualTo(new Calculation.Failed("no metrics returned matched known pods"));
        }

        @Test
        void failsWhenAllSamplesAreUnusable() {
            assertThat(
                            Case.from(2)
                                    .pod(500, pod -> pod.withPhase(Pod.Phase.PENDING))
                                    .utilization(50))
                    .isEqualTo(UNUSABLE);
            assertThat(Case.from(2).pod(500, pod -> pod.deletedAt(Case.NOW)).utilization(50))
                    .isEqualTo(UNUSABLE);
            assertThat(Case.from(2).missing(2).utilization(50)).isEqualTo(UNUSABLE);
        }

        @Test
        void failsWithoutPods() {
            Case none = Case.from(2).stray("stray", 10);
            assertThat(none.utilization(50))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "no pods returned by selector while calculating replica"
                                            + " count"));
        }

        @Test
        void failsWhenPodsCannotBeListed() {
            Case some = Case.from(2).ready(100);
            assertThat(
                            some.calculator()
                                    .resourceUtilization(
                                            "cpu",
                                            Optional.empty(),
                                            50,
                                            some.reading(),
                                            some.situation(new PodList.Failed("boom"))))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "unable to get pods while calculating replica count: boom"));
        }

        @Test
        void failsWithTheMetricsApi() {
            Case some = Case.from(2).ready(100);
            assertThat(
                            some.calculator()
                                    .resourceUtilization(
                                            "cpu",
                                            Optional.empty(),
                                            50,
                                            MetricsApi.resource("cpu", List.of()),
                                            some.situation()))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "unable to get metrics for resource cpu: no metrics returned"
                                            + " from resource metrics API"));
        }

        @Test
        void knowsToleranceByDirection() {
            assertThat(
                            replicas(
                                    Case.from(3)
                                            .tolerance(0.1, 0.0)
                                            .ready(1010, 1010, 1010)
                                            .utilization(100)))
                    .isEqualTo(4);
            assertThat(
                            replicas(
                                    Case.from(3)
                                            .tolerance(0.5, 0.0)
                                            .ready(510, 510, 510)
                                            .utilization(100)))
                    .isEqualTo(3);
            assertThat(
                            replicas(
                                    Case.from(3)
                                            .tolerance(0.1, 5.0)
                                            .ready(5000, 5000, 5000)
                                            .utilization(100)))
                    .isEqualTo(3);
        }
    }

    @Nested
    class Grouping {

        private static final Duration INIT = Duration.ofMinutes(2);

        private Pod starting(Pod pod, Duration age, Pod.Status status, Duration readySince) {
            return pod.withStarted(Optional.of(Case.NOW.minus(age)))
                    .withReadiness(
                            Optional.of(new Pod.Readiness(status, Case.NOW.minus(readySince))));
        }

        private int grown(Duration age, Pod.Status status, Duration readySince) {
            // One pod in question beside two hot ones: idle if unready, hot if ready.
            return replicas(
                    Case.from(3)
                            .ready(1000, 1000)
                            .pod(1000, pod -> starting(pod, age, status, readySince))
                            .utilization(50));
        }

        private static final int AS_READY = 6;
        private static final int AS_UNREADY = 4;

        @Test
        void leavesOutPodsThatAreUnreadyWhileTheyStart() {
            Duration young = INIT.minusSeconds(1);
            assertThat(grown(young, Pod.Status.FALSE, young)).isEqualTo(AS_UNREADY);
            assertThat(grown(young, Pod.Status.TRUE, young)).isEqualTo(AS_READY);
            // "Unknown" is not "no".
            assertThat(grown(young, Pod.Status.UNKNOWN, young)).isEqualTo(AS_READY);
        }

        @Test
        void wantsAWholeWindowSinceReadyWhileTheyStart() {
            Duration young = INIT.minusSeconds(1);
            // The sample is 20 s old and covers 60 s: ready 80 s ago is just enough.
            assertThat(grown(young, Pod.Status.TRUE, Duration.ofSeconds(80))).isEqualTo(AS_READY);
            assertThat(grown(young, Pod.Status.TRUE, Duration.ofSeconds(79))).isEqualTo(AS_UNREADY);
        }

        @Test
        void endsTheStartAtItsLastInstant() {
            // No longer starting at exactly two minutes: the window since ready does not matter.
            assertThat(grown(INIT, Pod.Status.TRUE, Duration.ofSeconds(1))).isEqualTo(AS_READY);
            assertThat(grown(INIT.minusNanos(1), Pod.Status.TRUE, Duration.ofSeconds(1)))
                    .isEqualTo(AS_UNREADY);
        }

        @Test
        void leavesOutOldPodsOnlyIfTheyWereNeverReady() {
            Duration old = Duration.ofMinutes(10);
            // Unready since within 10 s of the start: never ready.
            assertThat(grown(old, Pod.Status.FALSE, old.minusSeconds(9))).isEqualTo(AS_UNREADY);
            assertThat(grown(old, Pod.Status.FALSE, old.minusSeconds(10))).isEqualTo(AS_READY);
            assertThat(grown(old, Pod.Status.TRUE, old.minusSeconds(9))).isEqualTo(AS_READY);
        }

        @Test
        void leavesOutPodsWithoutStartOrCondition() {
            assertThat(
                            replicas(
                                    Case.from(3)
                                            .ready(1000, 1000)
                                            .pod(1000, pod -> pod.withStarted(Optional.empty()))
                                            .utilization(50)))
                    .isEqualTo(AS_UNREADY);
            assertThat(
                            replicas(
                                    Case.from(3)
                                            .ready(1000, 1000)
                                            .pod(1000, pod -> pod.withReadiness(Optional.empty()))
                                            .utilization(50)))
                    .isEqualTo(AS_UNREADY);
        }

        @Test
        void looksAtReadinessForCpuOnly() {
            Case young =
                    Case.from(3)
                            .ready(1000, 1000)
                            .pod(1000, pod -> pod.withReadiness(Optional.empty()));
            assertThat(replicas(young.utilization("memory", Optional.empty(), 50)))
                    .isEqualTo(AS_READY);
            assertThat(replicas(young.podsAverage(500))).isEqualTo(AS_READY);
            assertThat(replicas(young.usage("memory", 500))).isEqualTo(AS_READY);
            assertThat(replicas(young.usage("cpu", 500))).isEqualTo(AS_UNREADY);
        }

        @Test
        void ignoresPodsThatGoOrFailed() {
            assertThat(
                            replicas(
                                    Case.from(3)
                                            .ready(1000, 1000)
                                            .pod(9000, pod -> pod.deletedAt(Case.NOW))
                                            .pod(9000, pod -> pod.withPhase(Pod.Phase.FAILED))
                                            .utilization(50)))
                    .isEqualTo(4);
        }

        @Test
        void countsPodsThatSucceededWhileTheyHaveSamples() {
            assertThat(
                            replicas(
                                    Case.from(3)
                                            .ready(1000, 1000)
                                            .pod(1000, pod -> pod.withPhase(Pod.Phase.SUCCEEDED))
                                            .podsAverage(500)))
                    .isEqualTo(6);
        }

        @Test
        void callsPendingPodsUnreadyEvenWithoutSamples() {
            // Were they missing, the scale-down would take them as full and stop.
            assertThat(replicas(Case.from(4).ready(100, 100).pending(2).podsAverage(1000)))
                    .isEqualTo(1);
            assertThat(replicas(Case.from(4).ready(100, 100).missing(2).podsAverage(1000)))
                    .isEqualTo(3);
        }
    }

    @Nested
    class OfRequests {

        @Test
        void addsSidecarsButNoOtherInitContainers() {
            assertThat(
                            Case.from(1)
                                    .pod(
                                            1500,
                                            pod ->
                                                    pod.withContainers(
                                                            List.of(container("main", 1000)),
                                                            List.of(container("proxy", 500))))
                                    .utilization(100))
                    .isEqualTo(
                            new Calculation.Done(1, OptionalInt.of(100), 1500, Optional.of(TAKEN)));
        }

        @Test
        void prefersThePodsOwnRequest() {
            Case whole = Case.from(1).pod(1500, pod -> pod.withPodRequests(Map.of("cpu", 3000L)));
            assertThat(whole.utilization(50))
                    .isEqualTo(
                            new Calculation.Done(1, OptionalInt.of(50), 1500, Optional.of(TAKEN)));
            assertThat(whole.gates(Gates.DEFAULT.withPodLevelResources(false)).utilization(50))
                    .isEqualTo(
                            new Calculation.Done(3, OptionalInt.of(150), 1500, Optional.of(TAKEN)));
        }

        @Test
        void takesANamedContainersRequestEvenThen() {
            assertThat(
                            Case.from(1)
                                    .pod(500, pod -> pod.withPodRequests(Map.of("cpu", 3000L)))
                                    .utilization("cpu", Optional.of("main"), 50))
                    .isEqualTo(
                            new Calculation.Done(1, OptionalInt.of(50), 500, Optional.of(TAKEN)));
        }

        @Test
        void missesRequestsAloud() {
            assertThat(
                            Case.from(1)
                                    .pod(
                                            500,
                                            pod ->
                                                    pod.withContainers(
                                                            List.of(
                                                                    new Container(
                                                                            "main", Map.of())),
                                                            List.of()))
                                    .utilization(50))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "missing request for cpu in container main of Pod p0"));
            assertThat(Case.from(1).ready(500).utilization("gpu", Optional.empty(), 50))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "missing request for gpu in container main of Pod p0"));
            assertThat(Case.from(1).ready(500).utilization("cpu", Optional.of("other"), 50))
                    .isEqualTo(new Calculation.Failed("container other not found in Pod p0"));
            assertThat(
                            Case.from(1)
                                    .pod(500, pod -> pod.withPodRequests(Map.of("memory", 1L)))
                                    .utilization("gpu", Optional.empty(), 50))
                    .isEqualTo(
                            new Calculation.Failed("missing pod-level request for gpu in Pod p0"));
        }

        @Test
        void missesRequestsOfPodsWithoutSamplesToo() {
            assertThat(
                            Case.from(2)
                                    .ready(500)
                                    .missing(
                                            0,
                                            pod ->
                                                    pod.withContainers(
                                                            List.of(
                                                                    new Container(
                                                                            "main", Map.of())),
                                                            List.of()))
                                    .utilization(50))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "missing request for cpu in container main of Pod p1"));
        }

        @Test
        void ofOtherContainersDoNotMatter() {
            assertThat(
                            Case.from(1)
                                    .pod(
                                            500,
                                            pod ->
                                                    pod.withContainers(
                                                            List.of(
                                                                    new Container("a", Map.of()),
                                                                    container("b", 1000)),
                                                            List.of()))
                                    .utilization("cpu", Optional.of("b"), 50))
                    .isEqualTo(
                            new Calculation.Done(1, OptionalInt.of(50), 500, Optional.of(TAKEN)));
        }

        private static Container container(String name, long milli) {
            return new Container(name, Map.of("cpu", milli));
        }
    }

    @Nested
    class Averages {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                textBlock =
                        """
                        grow with the ratio,                 3, 20000 10000 30000, 15000, 4
                        shrink with the ratio,               4, 12000 12000 12000 12000, 20000, 3
                        stay within tolerance,               3, 11000 11000 11000, 10000, 3
                        leave it a thousandth above,         3, 11001 11001 11001, 10000, 4
                        cut fractions of the average off,    3, 11000 11000 11002, 10000, 3
                        of negative values stay truncated,   2, -1500 -1501, 1000, -3
                        """)
        void ofPods(String name, int current, String values, long target, int expected) {
            assertThat(replicas(Case.from(current).ready(longs(values)).podsAverage(target)))
                    .as(name)
                    .isEqualTo(expected);
            assertThat(replicas(Case.from(current).ready(longs(values)).usage("memory", target)))
                    .as(name)
                    .isEqualTo(expected);
        }

        @Test
        void reportTheTruncatedAverage() {
            assertThat(Case.from(3).ready(10, 10, 12).podsAverage(10))
                    .isEqualTo(
                            new Calculation.Done(3, OptionalInt.empty(), 10, Optional.of(TAKEN)));
        }

        @Test
        void takeMissingPodsAsOnTargetBeforeAScaleDown() {
            // (2 * 100 + 2 * 1000) / 4 = 550: ceil(0.55 * 4) = 3.
            assertThat(replicas(Case.from(4).ready(100, 100).missing(2).podsAverage(1000)))
                    .isEqualTo(3);
        }

        @Test
        void takeMissingPodsAsIdleBeforeAScaleUp() {
            assertThat(replicas(Case.from(4).ready(3000, 3000).missing(2).podsAverage(1000)))
                    .isEqualTo(6);
        }

        @Test
        void leaveMissingPodsOutExactlyOnTarget() {
            assertThat(replicas(Case.from(4).ready(1000, 1000).missing(2).podsAverage(1000)))
                    .isEqualTo(4);
        }

        @Test
        void doNotTurnAroundOrGoBackwards() {
            assertThat(replicas(Case.from(5).ready(1200, 1200).missing(3).podsAverage(1000)))
                    .isEqualTo(5);
            assertThat(replicas(Case.from(10).ready(2000, 2000).missing(1).podsAverage(1000)))
                    .isEqualTo(10);
        }

        @Test
        void countStraySamples() {
            assertThat(replicas(Case.from(2).ready(1000, 1000).stray("x", 4000).podsAverage(1000)))
                    // The average is 2000, two pods are ready.
                    .isEqualTo(4);
        }

        @Test
        void failWithTheMetricsApi() {
            Case some = Case.from(2).ready(100);
            assertThat(
                            some.calculator()
                                    .podsAverage(
                                            "qps",
                                            50,
                                            MetricsApi.pods(List.of()),
                                            some.situation()))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "unable to get metric qps: no metrics returned from custom"
                                            + " metrics API"));
            assertThat(
                            some.calculator()
                                    .resourceUsage(
                                            "memory",
                                            50,
                                            MetricsApi.resourceUnavailable("down"),
                                            some.situation()))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "unable to get metrics for resource memory: unable to fetch"
                                            + " metrics from resource metrics API: down"));
            assertThat(Case.from(2).missing(2).podsAverage(50)).isEqualTo(UNUSABLE);
        }
    }

    @Nested
    class ObjectsAndSeries {

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                textBlock =
                        """
                        grow with the ratio,            3, 25000, 20000, 4
                        shrink with the ratio,          4, 10000, 20000, 2
                        stay within tolerance,          3, 22000, 20000, 3
                        leave it a thousandth above,    3, 22001, 20000, 4
                        go to nothing for nothing,      3, 0,     20000, 0
                        """)
        void byValue(String name, int current, long value, long target, int expected) {
            long[] pods = new long[current];
            assertThat(replicas(Case.from(current).ready(pods).objectValue(value, target)))
                    .as(name)
                    .isEqualTo(expected);
            assertThat(replicas(Case.from(current).ready(pods).externalValue(target, value)))
                    .as(name)
                    .isEqualTo(expected);
        }

        @ParameterizedTest(name = "from nothing, {0} of {1} asks for {2}")
        @CsvSource({"0, 10, 0", "1, 10, 1", "10, 10, 1", "11, 10, 2", "10500, 1000, 11"})
        void knowNoToleranceFromNothing(long value, long target, int expected) {
            assertThat(replicas(Case.from(0).objectValue(value, target))).isEqualTo(expected);
            assertThat(replicas(Case.from(0).externalValue(target, value))).isEqualTo(expected);
        }

        @Test
        void countOnlyPodsThatRunAndAreReady() {
            Case some =
                    Case.from(6)
                            .ready(0, 0)
                            .pending(1)
                            .missing(0, pod -> pod.withReadiness(Optional.empty()))
                            .missing(
                                    0,
                                    pod ->
                                            pod.withReadiness(
                                                    Optional.of(
                                                            new Pod.Readiness(
                                                                    Pod.Status.FALSE,
                                                                    Instant.EPOCH))))
                            .missing(0, pod -> pod.withPhase(Pod.Phase.SUCCEEDED));
            assertThat(replicas(some.objectValue(3000, 1000))).isEqualTo(6);
            // Two are ready of the six asked for.
            assertThat(replicas(some.objectValue(4000, 1000))).isEqualTo(8);
        }

        @Test
        void countPodsThatAreAboutToGo() {
            // Unlike samples, readiness says nothing of deletion.
            assertThat(
                            replicas(
                                    Case.from(2)
                                            .ready(0)
                                            .missing(0, pod -> pod.deletedAt(Case.NOW))
                                            .objectValue(2000, 1000)))
                    .isEqualTo(4);
        }

        @Test
        void needPodsOutsideTolerance() {
            assertThat(Case.from(2).objectValue(1000, 1000))
                    .isEqualTo(
                            new Calculation.Done(2, OptionalInt.empty(), 1000, Optional.empty()));
            assertThat(Case.from(2).objectValue(5000, 1000))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "unable to calculate ready pods: no pods returned by selector"
                                            + " while calculating replica count"));
        }

        @Test
        void dividedBetweenPodsUseTheStatus() {
            assertThat(Case.from(3).status(4).objectAverage(4500, 1000))
                    .isEqualTo(
                            new Calculation.Done(5, OptionalInt.empty(), 1125, Optional.of(TAKEN)));
            // Within tolerance of 4, so 4 it is, whatever the spec says.
            assertThat(Case.from(3).status(4).objectAverage(4400, 1000))
                    .isEqualTo(
                            new Calculation.Done(4, OptionalInt.empty(), 1100, Optional.of(TAKEN)));
            assertThat(Case.from(3).status(4).externalAverage(1000, 4000L, 501L))
                    .isEqualTo(
                            new Calculation.Done(5, OptionalInt.empty(), 1126, Optional.of(TAKEN)));
        }

        @Test
        void dividedBetweenNoPodsAreTheirShareOfTheTarget() {
            assertThat(replicas(Case.from(0).status(0).objectAverage(2500, 1000))).isEqualTo(3);
            assertThat(replicas(Case.from(0).status(0).externalAverage(1000, 2500L))).isEqualTo(3);
            assertThat(replicas(Case.from(0).status(0).externalAverage(1000, 0L))).isZero();
        }

        @Test
        void overflowToTheGreatestNumbers() {
            long most = Long.MAX_VALUE;
            assertThat(Case.from(1).status(1).externalAverage(1, most, 1L))
                    .isEqualTo(
                            new Calculation.Done(
                                    Integer.MAX_VALUE,
                                    OptionalInt.empty(),
                                    most,
                                    Optional.of(TAKEN)));
            assertThat(Case.from(1).ready(0).externalValue(1, most, most))
                    .isEqualTo(
                            new Calculation.Done(
                                    Integer.MAX_VALUE,
                                    OptionalInt.empty(),
                                    most,
                                    Optional.empty()));
        }

        @Test
        void readANegativeSumAsAnOverflowUnlessItIsMended() {
            assertThat(replicas(Case.from(2).externalAverage(1000, -5L)))
                    .isEqualTo(Integer.MAX_VALUE);
            // Also when a later series would bring the sum back.
            assertThat(replicas(Case.from(2).externalAverage(1000, -5L, 2005L)))
                    .isEqualTo(Integer.MAX_VALUE);
            assertThat(replicas(Case.from(2).fixes(Fix.NEGATIVE_SUM).externalAverage(1000, -5L)))
                    .isZero();
            assertThat(
                            replicas(
                                    Case.from(2)
                                            .fixes(Fix.NEGATIVE_SUM)
                                            .externalAverage(1000, -5L, 2005L)))
                    .isEqualTo(2);
            // By value, no overflow is presumed in the first place.
            assertThat(replicas(Case.from(2).ready(0, 0).externalValue(1000, -5L))).isZero();
        }

        @Test
        void failWithTheMetricsApi() {
            Case some = Case.from(2).ready(0, 0);
            MetricReading down = MetricsApi.customUnavailable("down");
            // The words stand where the original has them.
            assertThat(
                            some.calculator()
                                    .objectValue(
                                            "qps", "Deployment", "web", 1, down, some.situation()))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "unable to get metric qps: Deployment on default web/unable to"
                                            + " fetch metrics from custom metrics API: down"));
            assertThat(
                            some.calculator()
                                    .objectAverage(
                                            "qps", "Deployment", "web", 1, down, some.situation()))
                    .isInstanceOf(Calculation.Failed.class);
            assertThat(some.externalValue(1))
                    .isEqualTo(
                            new Calculation.Failed(
                                    "unable to get external metric default/qps/nil: no metrics"
                                            + " returned from external metrics API"));
            assertThat(some.externalAverage(1)).isEqualTo(some.externalValue(1));
        }
    }

    @Test
    void refusesReadingsOfAnotherKind() {
        Case some = Case.from(1).ready(1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                some.calculator()
                                        .objectValue(
                                                "qps",
                                                "Deployment",
                                                "web",
                                                1,
                                                some.reading(),
                                                some.situation()))
                .withMessageEndingWith("is no reading of an Object metric");
    }

    private static long[] longs(String text) {
        return List.of(text.split(" ", -1)).stream().mapToLong(Long::parseLong).toArray();
    }
}
